import ignore from "ignore";
import * as z from "zod/mini";
import { type Tier, TIERS } from "../models/tier.ts";
import { TASK_KINDS, type TaskKind } from "../task/kinds.ts";

const EFFORTS = ["none", "minimal", "low", "medium", "high", "xhigh"] as const;
const tokens = z.optional(z.int().check(z.nonnegative()));
const oneOrMore = <T extends string>(item: z.ZodMiniType<T>): z.ZodMiniType<T | readonly T[]> =>
  z.union([item, z.array(item)]);

const ruleSchema = z.strictObject({
  task: z.optional(oneOrMore(z.enum(TASK_KINDS))),
  /** VS Code's language id. */
  language: z.optional(oneOrMore(z.string().check(z.minLength(1)))),
  /** A pattern as in `.gitignore`, against any file that goes along. */
  path: z.optional(z.string().check(z.minLength(1))),
  /** Name of the workspace folder. */
  workspace: z.optional(z.string().check(z.minLength(1))),
  minTokens: tokens,
  maxTokens: tokens,
  tier: z.optional(z.enum(TIERS)),
  /** `connection/model`, with `*` for any text. */
  model: z.optional(z.string().check(z.minLength(1))),
  effort: z.optional(z.enum(EFFORTS)),
  /** Tiers, or models as above, that must not be asked. */
  never: z.optional(oneOrMore(z.string().check(z.minLength(1)))),
});

export type OwnRule = z.infer<typeof ruleSchema> & {
  /** Its place in the setting, from 1. */
  readonly number: number;
  readonly from: "user" | "workspace";
};

/** The user's routing rules, checked; a workspace's part can only forbid. */
export interface OwnRules {
  /** The first that fits and says where to go decides; every one that fits may forbid. */
  readonly rules: readonly OwnRule[];
  /** Models that may be asked; empty = all. */
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  /** Where a command starts, whatever it would be routed to. */
  readonly tiers: Readonly<Partial<Record<TaskKind, Tier>>>;
}

export const NO_RULES: OwnRules = { rules: [], allow: [], deny: [], tiers: {} };

/** A rule that was left out, and why. */
export interface BadRule {
  /** From 1, as people count. */
  readonly number: number;
  readonly reason: string;
}

/** Every good rule; a bad one is named and left out, the others still hold. */
export function parseRules(
  raw: readonly unknown[],
  from: OwnRule["from"],
): { readonly rules: readonly OwnRule[]; readonly bad: readonly BadRule[] } {
  const rules: OwnRule[] = [];
  const bad: BadRule[] = [];
  for (const [index, value] of raw.entries()) {
    const number = index + 1;
    const parsed = z.safeParse(ruleSchema, value);
    const reason = parsed.success ? ruleProblem(parsed.data, from) : issueOf(parsed.error);
    if (parsed.success && reason === undefined) rules.push({ ...parsed.data, number, from });
    else bad.push({ number, reason: reason ?? "is not valid" });
  }
  return { rules, bad };
}

function ruleProblem(rule: z.infer<typeof ruleSchema>, from: OwnRule["from"]): string | undefined {
  const { tier, model, effort, never, minTokens, maxTokens } = rule;
  if (tier === undefined && model === undefined && effort === undefined && never === undefined)
    return "says neither tier, model, effort nor never";
  if (minTokens !== undefined && maxTokens !== undefined && minTokens > maxTokens)
    return `minTokens ${minTokens} is above maxTokens ${maxTokens}`;
  if (listOf(never).some((name) => name === tier || name === model)) return "asks for what it forbids";
  if (from === "workspace" && (tier !== undefined || model !== undefined || effort !== undefined))
    return "a rule of a workspace may only say never";
  return undefined;
}

function issueOf(error: z.core.$ZodError): string {
  const issue = error.issues[0];
  if (!issue) return "is not valid";
  const at = issue.path.map(String).join(".");
  return at === "" ? issue.message : `${at}: ${issue.message}`;
}

export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}

/** What a rule is held against. */
export interface RuleSubject {
  readonly task: TaskKind;
  readonly languages: readonly string[];
  readonly paths: readonly string[];
  readonly workspace: string | undefined;
  readonly promptTokens: number;
}

export function ruleFits(rule: OwnRule, subject: RuleSubject): boolean {
  return (
    (rule.task === undefined || listOf(rule.task).includes(subject.task)) &&
    (rule.language === undefined || listOf(rule.language).some((id) => subject.languages.includes(id))) &&
    (rule.path === undefined || subject.paths.some((path) => matchesPath(rule.path ?? "", path))) &&
    (rule.workspace === undefined || rule.workspace === subject.workspace) &&
    (rule.minTokens === undefined || subject.promptTokens >= rule.minTokens) &&
    (rule.maxTokens === undefined || subject.promptTokens <= rule.maxTokens)
  );
}

const matchers = new Map<string, ReturnType<typeof ignore>>();

function matchesPath(pattern: string, path: string): boolean {
  const matcher = matchers.get(pattern) ?? ignore().add(pattern);
  matchers.set(pattern, matcher);
  return ignore.isPathValid(path) && matcher.ignores(path);
}

/** `name` is a tier, a model's id, or an id with `*` in it. */
export function namesModel(name: string, { tier, id }: { readonly tier: Tier; readonly id: string }): boolean {
  if (name === tier || name === id) return true;
  if (!name.includes("*")) return false;
  const parts = name.split("*");
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (!id.startsWith(first) || !id.endsWith(last) || id.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = id.indexOf(part, at);
    if (found === -1 || found + part.length > id.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
