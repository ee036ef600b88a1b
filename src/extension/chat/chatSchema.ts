import * as z from "zod/mini";
import { ERROR_CODES } from "../../core/assist/errorCodes.ts";
import { STEP_KINDS, STEP_STATES } from "../../core/assist/step.ts";
import { CHECK_NAMES } from "../../core/cascade/verdict.ts";
import { costSchema, usageSchema } from "../../core/ledger/entry.ts";
import { DEPTHS, TIER_CHOICES, TIERS } from "../../core/models/tier.ts";
import { TASK_KINDS } from "../../core/task/kinds.ts";
import { keptFlowSchema } from "../deep/keptFlow.ts";

/** A stored chat: what the views show and what asking again needs. Read back with every field checked. */

const count = z.int().check(z.nonnegative());
const action = z.object({ id: z.string(), label: z.string() });

const costSum = z.object({
  pico: z.string().check(z.regex(/^\d+$/)),
  simulatedPico: z.string().check(z.regex(/^\d+$/)),
  priced: count,
  simulated: count,
  free: count,
  included: count,
  unknown: count,
});

const attempt = z.object({
  tier: z.enum(TIERS),
  model: z.string(),
  why: z.enum(["routed", "shifted-up", "failed-over", "retried", "read-on"]),
  state: z.enum(["waiting", "streaming", "checking", "accepted", "unverified", "rejected", "failed", "cancelled"]),
  note: z.string(),
  cost: costSchema,
  costIsEstimate: z.boolean(),
  usage: z.optional(usageSchema),
  startedAt: count,
  firstTokenMs: z.optional(count),
  totalMs: z.optional(count),
  checked: z.array(z.enum(CHECK_NAMES)),
  discardedText: z.optional(z.string()),
});

const step = z.object({
  id: z.string(),
  kind: z.enum(STEP_KINDS),
  title: z.string(),
  state: z.enum(STEP_STATES),
  detail: z.optional(z.string()),
  ms: z.optional(count),
  after: count,
});

const candidate = z.object({
  tier: z.enum(TIERS),
  model: z.string(),
  estimate: costSchema,
  worst: z.optional(costSchema),
  chance: z.optional(z.number()),
  ms: z.optional(z.number()),
  chosen: z.boolean(),
  excluded: z.optional(z.string()),
});

const answer = z.object({
  attempts: z.array(attempt),
  steps: z.optional(z.array(step)),
  text: z.string(),
  state: z.enum(["working", "done", "stopped", "failed"]),
  because: z.string(),
  cost: costSum,
  savedPico: z.optional(z.int()),
  simulated: z.boolean(),
  totalMs: z.optional(count),
  firstTokenMs: z.optional(count),
  why: z.optional(
    z.object({
      rows: z.array(z.object({ name: z.string(), value: z.string() })),
      candidates: z.array(candidate),
      actions: z.array(action),
    }),
  ),
  notice: z.optional(
    z.object({
      severity: z.enum(["info", "warning", "error"]),
      icon: z.string().check(z.regex(/^[a-z-]+$/)),
      text: z.string(),
      actions: z.array(action),
    }),
  ),
  failure: z.optional(z.enum(ERROR_CODES)),
});

const message = z.object({ role: z.enum(["user", "assistant"]), text: z.string() });

const request = z.object({
  id: z.string(),
  task: z.optional(z.enum(TASK_KINDS)),
  instruction: z.string(),
  tier: z.enum(TIER_CHOICES),
  depth: z.optional(z.enum(DEPTHS)),
  anchors: z.array(
    z.object({
      uri: z.string(),
      lines: z.optional(z.object({ start: count, end: count })),
      cursor: z.optional(z.boolean()),
      added: z.optional(z.boolean()),
      problems: z.optional(z.boolean()),
      text: z.optional(z.string()),
    }),
  ),
  without: z.array(z.string()),
  history: z.array(message),
  reading: z.optional(z.object({ steps: z.number(), tokens: z.number(), pico: z.number() })),
});

export const chatSchema = z.object({
  v: z.literal(1),
  id: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  /** ms since the epoch, of the last change. */
  at: count,
  turns: z.array(
    z.object({
      ...{ request, text: z.string(), context: z.string(), answer },
      kept: z.optional(keptFlowSchema),
      /** URIs of what the answer read on its own. */
      read: z.optional(z.array(z.string())),
    }),
  ),
});

export type StoredChat = z.infer<typeof chatSchema>;
