import * as z from "zod/mini";
import { ERROR_CODES } from "../assist/errorCodes.ts";
import { CHECK_NAMES } from "../cascade/verdict.ts";
import { TIERS } from "../models/tier.ts";
import type { UsagePart } from "../models/usage.ts";
import { routeRecordSchema } from "../router/record.ts";
import { TASK_KINDS } from "../task/kinds.ts";

const count = z.int().check(z.nonnegative());

const part = z.optional(count);

/** A field for each of {@link USAGE_PARTS}; the compiler asks for a new one. */
const partsSchema = z.object({
  ...{ inputAudio: part, inputImage: part, inputVideo: part },
  ...{ cacheReadAudio: part, cacheReadImage: part, cacheReadVideo: part, cacheWriteHour: part },
  ...{ outputAudio: part, outputImage: part, outputVideo: part },
} satisfies Readonly<Record<UsagePart, typeof part>>);

export const usageSchema = z.object({
  input: count,
  cacheRead: count,
  cacheWrite: count,
  output: count,
  reasoning: count,
  estimated: z.boolean(),
  parts: z.optional(partsSchema),
  webSearches: z.optional(count),
});

export const costSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("priced"),
    pico: count,
    provenance: z.enum(["billed", "computed", "assumed", "estimated"]),
  }),
  z.object({ kind: z.literal("simulated"), pico: count }),
  z.object({ kind: z.literal("free") }),
  z.object({ kind: z.literal("included") }),
  z.object({ kind: z.literal("unknown") }),
]);

/**
 * One attempt, as it stands in the append-only file: one JSON object per line, `v` first. Holds no code, no prompt, no
 * path. Readers keep what they do not know and skip lines that do not fit.
 */
export const ledgerEntrySchema = z.object({
  v: z.literal(1),
  id: z.string(),
  /** Attempts of one request share it. */
  request: z.string(),
  /** The window that booked it. */
  session: z.string(),
  /** Start of the attempt, ms since the epoch. */
  at: count,
  task: z.enum(TASK_KINDS),
  tier: z.enum(TIERS),
  connection: z.string(),
  /** Model asked for. */
  model: z.string(),
  /** Model that the server says answered; absent where it says nothing or the same. */
  served: z.optional(z.string()),
  why: z.enum(["routed", "shifted-up", "failed-over", "retried", "read-on"]),
  /** The deciding fact in English, for the list of recent requests. */
  reason: z.string(),
  outcome: z.enum(["accepted", "rejected", "failed", "cancelled"]),
  code: z.optional(z.enum(ERROR_CODES)),
  verdict: z.optional(z.enum(["accepted", "unverified", "rejected"])),
  checked: z.optional(z.array(z.enum(CHECK_NAMES))),
  usage: usageSchema,
  cost: costSchema,
  /** What the full tier alone would have cost for the request; on the last attempt only, so that sums count it once. */
  alwaysFull: z.optional(costSchema),
  /** What the user's cheapest priced model alone would have cost; on the last attempt only. */
  alwaysCheapest: z.optional(costSchema),
  firstTokenMs: z.optional(count),
  totalMs: count,
  /** Name of the workspace folder; never a path. */
  workspace: z.optional(z.string()),
  /** Name and version of the words that were sent, `chat@1+tools@1`; absent where another program wrote them. */
  prompt: z.optional(z.string()),
  /** The decision behind the request; on its first attempt only. */
  route: z.optional(routeRecordSchema),
});

export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
export type AttemptWhy = LedgerEntry["why"];
export type AttemptOutcome = LedgerEntry["outcome"];
