import * as z from "zod/mini";
import { TIER_CHOICES, TIERS } from "../models/tier.ts";
import { TASK_KINDS, type TaskKind } from "../task/kinds.ts";
import type { RouteDecision, RouteSignals } from "./decision.ts";

const count = z.int().check(z.nonnegative());
const share = z.number().check(z.gte(0), z.lte(1));

/**
 * A decision as the ledger keeps it: what the router saw and what it made of each model, so that it can be replayed under
 * other settings. Holds no code, no prompt and no path. There is no chance in it: the one chosen was chosen for certain.
 */
export const routeRecordSchema = z.object({
  pick: z.enum(TIER_CHOICES),
  guessed: z.optional(z.enum(TASK_KINDS)),
  promptTokens: count,
  answerTokens: count,
  codeTokens: z.optional(count),
  languages: z.optional(z.array(z.string())),
  /** The rule that decided, and what a solved request was worth, pico-dollars. */
  rule: z.string(),
  valuePico: z.number(),
  /** Tiers that were to be asked, in order. */
  plan: z.array(z.enum(TIERS)),
  /** A rule looked at the paths of the request, which are not kept: it cannot be replayed. */
  byPath: z.optional(z.boolean()),
  /** The request went on a chat, which a replay cannot know. */
  inChat: z.optional(z.boolean()),
  candidates: z.array(
    z.object({
      tier: z.enum(TIERS),
      /** `connection/model` */
      model: z.string(),
      right: share,
      pico: z.number(),
      ms: z.number(),
      /** Name of the rule that kept it out; absent for those that could answer. */
      out: z.optional(z.string()),
    }),
  ),
});

export type RouteRecord = z.infer<typeof routeRecordSchema>;

const THOUSAND = 1_000;

export function recordOf(decision: RouteDecision, byPath: boolean): RouteRecord {
  const { signals, ranked, excluded, plan, reasons, valuePico } = decision;
  const { pick, guessed, promptTokens, answerTokens, codeTokens, languages = [], conversation } = signals;
  return {
    pick,
    ...(guessed ? { guessed } : {}),
    ...{ promptTokens, answerTokens },
    ...(codeTokens === undefined ? {} : { codeTokens }),
    ...(languages.length > 0 ? { languages: [...languages] } : {}),
    rule: reasons[0]?.rule ?? "",
    valuePico,
    plan: plan.order.map(({ tier }) => tier),
    ...(byPath ? { byPath } : {}),
    ...(conversation ? { inChat: true } : {}),
    candidates: [
      ...ranked.map((one) => ({ one, out: {} })),
      ...excluded.map((one) => ({ one, out: { out: one.reason.rule } })),
    ].map(({ one: { tier, info, outlook }, out }) => ({
      tier,
      model: info.id,
      right: Math.round(outlook.chance.right * THOUSAND) / THOUSAND,
      pico: Math.round(outlook.pico),
      ms: Math.round(outlook.ms),
      ...out,
    })),
  };
}

/** What the router saw, as far as it was kept. */
export function signalsOfRecord(
  { pick, guessed, promptTokens, answerTokens, codeTokens, languages }: RouteRecord,
  { task, workspace }: { readonly task: TaskKind; readonly workspace?: string | undefined },
): RouteSignals {
  return {
    task,
    source: guessed ? (task === "agent-step" ? "step" : "classified") : task === "chat" ? "chat" : "command",
    pick,
    ...(guessed ? { guessed } : {}),
    ...{ promptTokens, answerTokens },
    ...(codeTokens === undefined ? {} : { codeTokens }),
    ...(languages ? { languages } : {}),
    ...(workspace === undefined ? {} : { workspace }),
    hasImages: false,
    unavailable: {},
  };
}
