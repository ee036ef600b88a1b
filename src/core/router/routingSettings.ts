import * as z from "zod/mini";
import { type Tier, TIERS } from "../models/tier.ts";
import { TASK_KINDS, type TaskKind } from "../task/kinds.ts";
import { type OwnRules, parseRules } from "./ownRules.ts";
import { VALUE_PRESETS } from "./value.ts";

/** What the user says about routing, besides the tier that chats start with. */
export interface RoutingSettings {
  /** What a solved request is worth, US dollars. */
  readonly valueUsd: number;
  readonly rules: OwnRules;
  /** Ask which tier is to answer before anything is sent. */
  readonly ask: boolean;
  /** Let what is accepted and refused here move the table. */
  readonly learn: boolean;
}

export const ROUTING_KEYS = [
  "routing.value",
  "routing.rules",
  "routing.allow",
  "routing.deny",
  "routing.tiers",
  "routing.ask",
  "routing.learn",
] as const;
export type RoutingKey = (typeof ROUTING_KEYS)[number];

const names = z.array(z.string().check(z.minLength(1)));

/** Each setting with its check and default; single rules are checked one by one, so that one bad rule spoils no other. */
export const ROUTING_SCHEMAS = {
  "routing.value": { schema: z.number().check(z.gte(0), z.lte(1_000)), fallback: VALUE_PRESETS.balanced as number },
  "routing.rules": { schema: z.array(z.unknown()), fallback: [] as readonly unknown[] },
  "routing.allow": { schema: names, fallback: [] as readonly string[] },
  "routing.deny": { schema: names, fallback: [] as readonly string[] },
  "routing.tiers": { schema: z.record(z.string(), z.unknown()), fallback: {} as Readonly<Record<string, unknown>> },
  "routing.ask": { schema: z.boolean(), fallback: false as boolean },
  "routing.learn": { schema: z.boolean(), fallback: false as boolean },
} as const;

interface Bad {
  readonly setting: string;
  readonly reason: string;
}

/** `get` reads one checked setting. Every bad rule and command is named in `bad`; the others still hold. */
export function routingOf(
  get: <K extends RoutingKey>(key: K) => (typeof ROUTING_SCHEMAS)[K]["fallback"],
  bad: Bad[],
): RoutingSettings {
  const { rules, bad: badRules } = parseRules(get("routing.rules"), "user");
  for (const { number, reason } of badRules) bad.push({ setting: `upshift.routing.rules, rule ${number},`, reason });
  const tiers: Partial<Record<TaskKind, Tier>> = {};
  for (const [name, value] of Object.entries(get("routing.tiers"))) {
    const task = TASK_KINDS.find((kind) => kind === name);
    const tier = TIERS.find((one) => one === value);
    if (task && tier) tiers[task] = tier;
    else
      bad.push({
        setting: `upshift.routing.tiers["${name}"]`,
        reason: task ? `${String(value)} is no tier` : "there is no such task",
      });
  }
  return {
    valueUsd: get("routing.value"),
    rules: { rules, allow: get("routing.allow"), deny: get("routing.deny"), tiers },
    ask: get("routing.ask"),
    learn: get("routing.learn"),
  };
}

/** What a workspace adds: it may only forbid. Anything else that it says is named and left out. */
export function tightened(
  own: OwnRules,
  workspace: { readonly rules?: unknown; readonly deny?: unknown },
): { readonly rules: OwnRules; readonly bad: readonly Bad[] } {
  const bad: Bad[] = [];
  const list = z.safeParse(z.optional(z.array(z.unknown())), workspace.rules);
  if (!list.success) bad.push({ setting: "upshift.routing.rules", reason: "is no list" });
  const parsed = parseRules(list.success ? (list.data ?? []) : [], "workspace");
  for (const { number, reason } of parsed.bad) bad.push({ setting: `upshift.routing.rules, rule ${number},`, reason });
  const deny = z.safeParse(z.optional(names), workspace.deny);
  if (!deny.success) bad.push({ setting: "upshift.routing.deny", reason: "is no list of names" });
  return {
    rules: {
      ...own,
      rules: [...own.rules, ...parsed.rules],
      deny: [...own.deny, ...(deny.success ? (deny.data ?? []) : [])],
    },
    bad,
  };
}
