import * as z from "zod/mini";
import { COMPLETION_PACES, type CompletionPace } from "./complete/pace.ts";
import {
  COMPLETION_MODES,
  DEFAULT_LANGUAGES,
  type CompletionSwitches,
  type WorkspaceSwitches,
} from "./complete/switches.ts";
import { type OwnPrice, type OwnPrices, ownPriceSchema } from "./models/ownPrices.ts";
import { DEFAULT_DENY, type FolderPrivacy, isIpAddress } from "./context/folderPrivacy.ts";
import { BUDGET_SCHEMAS, type BudgetLimits, budgetLimitsOf } from "./ledger/budgetLimits.ts";
import { PICO_PER_DOLLAR } from "./models/money.ts";
import { TIER_CHOICES, TIERS, type Tier } from "./models/tier.ts";
import { type OwnPrompts, ownPromptsOf } from "./prompts/ownPrompts.ts";
import type { ReadingLimits } from "./tools/reader.ts";
import { READING_DEFAULTS, READING_SCHEMA, readingOf } from "./tools/readingSettings.ts";
import { ROUTING_SCHEMAS, routingOf, type RoutingSettings } from "./router/routingSettings.ts";
import {
  type ConnectionSetting,
  firstIssue,
  parseConnection,
  parseUserPreset,
  type UserPreset,
  type UserPresets,
} from "./connectionSettings.ts";

export type { ConnectionSetting } from "./connectionSettings.ts";

/** `connection/model`; the model's own name may hold slashes. "" = no model for this tier. */
const modelReference = z.string().check(z.regex(/^(?:[^/]+\/.+)?$/, 'must be written "connection/model"'));

const patterns = z.array(z.string().check(z.maxLength(1_000)));

const OFFERS: Partial<Offers> & Offers = { lightBulb: true, codeLens: false, hover: true };
const OFFERS_SCHEMA = z.object({
  lightBulb: z.optional(z.boolean()),
  codeLens: z.optional(z.boolean()),
  hover: z.optional(z.boolean()),
});

/** Every setting with its check and its default; keys are the parts after `upshift.`. */
export const SETTINGS = {
  "models.connections": setting(z.record(z.string(), z.unknown()), {}),
  "models.presets": setting(z.record(z.string(), z.unknown()), {}),
  "models.mini": setting(modelReference, ""),
  "models.full": setting(modelReference, ""),
  "models.deep": setting(modelReference, ""),
  "models.local": setting(modelReference, ""),
  "models.prices": setting(z.record(z.string(), z.unknown()), {}),
  "models.refreshPrices": setting(z.boolean(), false),
  "routing.tier": setting(z.enum(TIER_CHOICES), "auto"),
  ...ROUTING_SCHEMAS,
  "context.maxTokens": setting(z.int().check(z.gte(1_000), z.lte(1_000_000)), 16_000),
  "context.maxFileKilobytes": setting(z.int().check(z.gte(16), z.lte(16_384)), 1_024),
  "privacy.useGitignore": setting(z.boolean(), true),
  "privacy.useFilesExclude": setting(z.boolean(), true),
  "privacy.deny": setting(patterns, DEFAULT_DENY),
  "privacy.localOnly": setting(z.boolean(), false),
  "privacy.localOnlyPaths": setting(patterns, []),
  "privacy.localHosts": setting(z.array(z.string().check(z.refine(isIpAddress, "is no IP address"))), []),
  ...BUDGET_SCHEMAS,
  "checks.runTests": setting(z.boolean(), false),
  "checks.testCommand": setting(z.string(), ""),
  "completions.mode": setting(z.enum(COMPLETION_MODES), "auto"),
  "completions.pace": setting(z.enum(COMPLETION_PACES), "quick"),
  "completions.hourlyLimit": setting(z.number().check(z.gte(0), z.lte(1_000)), 1),
  "completions.languages": setting(z.record(z.string(), z.boolean()), DEFAULT_LANGUAGES),
  "chat.reading": setting(READING_SCHEMA, READING_DEFAULTS),
  "prompts.own": setting(z.record(z.string(), z.unknown()), {}),
  "editor.offers": setting(OFFERS_SCHEMA, OFFERS),
  /** Read by VS Code itself, in the `when` of the button. */
  "editor.commitButton": setting(z.boolean(), true),
} as const;

/** What the editor offers by itself. */
interface Offers {
  readonly lightBulb: boolean;
  readonly codeLens: boolean;
  readonly hover: boolean;
}

export type SettingKey = keyof typeof SETTINGS;

interface Setting<T> {
  readonly schema: z.ZodMiniType<T>;
  readonly fallback: T;
}

function setting<T>(schema: z.ZodMiniType<T>, fallback: NoInfer<T>): Setting<T> {
  return { schema, fallback };
}

/** A setting that was left out, and why. */
export interface BadSetting {
  /** Full id, `upshift.…`. */
  readonly setting: string;
  readonly reason: string;
}

export interface Settings {
  /** Kinds of endpoints that the user describes; connections hold theirs already. */
  readonly presets: UserPresets;
  readonly connections: Readonly<Record<string, ConnectionSetting>>;
  /** `connection/model` per tier; tiers without a model are absent. */
  readonly tiers: Readonly<Partial<Record<Tier, string>>>;
  /** What the user says models cost. */
  readonly prices: OwnPrices;
  /** The price list may be fetched anew once a day. */
  readonly refreshPrices: boolean;
  readonly tier: (typeof TIER_CHOICES)[number];
  readonly routing: RoutingSettings;
  readonly maxContextTokens: number;
  readonly maxFileBytes: number;
  readonly useGitignore: boolean;
  /** Tests of the workspace judge edits before they are shown. */
  readonly runTests: boolean;
  /** "" = found by itself. */
  readonly testCommand: string;
  readonly useFilesExclude: boolean;
  /** The user's own; a folder may add to it and take nothing away, see `privacyFor`. */
  readonly privacy: FolderPrivacy;
  /** Addresses that count as this computer in local-only mode, beside loopback. */
  readonly localHosts: readonly string[];
  /** How long typing rests before a model is asked. */
  readonly completionPace: CompletionPace;
  /** Which of what is offered beside the code is wanted. */
  readonly editor: Offers;
  /** How much one answer of the chat may read on its own. */
  readonly reading: ReadingLimits;
  readonly prompts: OwnPrompts;
  /** Pico-dollars that completions may cost within an hour; 0 = no limit. */
  readonly completionLimitPico: number;
  /** The user's own; a folder may take away from them, see `switchesFor`. */
  readonly completions: CompletionSwitches;
  readonly budgets: BudgetLimits;
}

/** A setting's values by where they were set, as an editor tells them. */
export interface SetValues {
  readonly defaultValue?: unknown;
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

/**
 * The user's value. Settings choose where code and keys go, so a value from the workspace is never taken: VS Code
 * enforces the machine scope, and this does not rely on it.
 */
export function userValue(values: SetValues | undefined): unknown {
  return values?.globalValue ?? values?.defaultValue;
}

/** Reads every setting; a bad one is named and its default used, the rest still works. */
export function parseSettings(read: (key: SettingKey) => unknown): { settings: Settings; bad: readonly BadSetting[] } {
  const bad: BadSetting[] = [];
  const get = <K extends SettingKey>(key: K): (typeof SETTINGS)[K]["fallback"] => {
    const { schema, fallback } = SETTINGS[key];
    const value = read(key);
    if (value === undefined) return fallback;
    const parsed = z.safeParse(schema, value);
    if (parsed.success) return parsed.data;
    bad.push({ setting: `upshift.${key}`, reason: firstIssue(parsed.error) });
    return fallback;
  };
  const presets = presetsOf(get("models.presets"), bad);
  const connections = connectionsOf(get("models.connections"), presets, bad);
  const tiers: Partial<Record<Tier, string>> = {};
  for (const tier of TIERS) {
    const reference = get(`models.${tier}`);
    if (reference === "") continue;
    const name = reference.slice(0, reference.indexOf("/"));
    if (Object.hasOwn(connections, name)) tiers[tier] = reference;
    else bad.push({ setting: `upshift.models.${tier}`, reason: `there is no connection "${name}"` });
  }
  const settings: Settings = {
    presets,
    connections,
    tiers,
    prices: pricesOf(get("models.prices"), bad),
    refreshPrices: get("models.refreshPrices"),
    tier: get("routing.tier"),
    routing: routingOf(get, bad),
    maxContextTokens: get("context.maxTokens"),
    maxFileBytes: get("context.maxFileKilobytes") * 1_024,
    useGitignore: get("privacy.useGitignore"),
    runTests: get("checks.runTests"),
    testCommand: get("checks.testCommand").trim(),
    useFilesExclude: get("privacy.useFilesExclude"),
    privacy: {
      deny: get("privacy.deny"),
      localOnly: get("privacy.localOnly"),
      localOnlyPaths: get("privacy.localOnlyPaths"),
    },
    localHosts: get("privacy.localHosts"),
    completionPace: get("completions.pace"),
    editor: offersOf(get("editor.offers")),
    reading: readingOf(get("chat.reading")),
    prompts: ownPromptsOf(get("prompts.own"), bad),
    budgets: budgetLimitsOf(get),
    completionLimitPico: Math.round(get("completions.hourlyLimit") * PICO_PER_DOLLAR),
    completions: { mode: get("completions.mode"), languages: get("completions.languages") },
  };
  return { settings, bad };
}

function offersOf(set: z.infer<typeof OFFERS_SCHEMA>): Offers {
  const { lightBulb = OFFERS.lightBulb, codeLens = OFFERS.codeLens, hover = OFFERS.hover } = set;
  return { lightBulb, codeLens, hover };
}

/** What a workspace says about completions; a bad value is named and left out. */
export function parseWorkspaceSwitches(read: (key: "completions.mode" | "completions.languages") => unknown): {
  readonly switches: WorkspaceSwitches;
  readonly bad: readonly BadSetting[];
} {
  const mode = z.safeParse(z.optional(SETTINGS["completions.mode"].schema), read("completions.mode"));
  const languages = z.safeParse(z.optional(SETTINGS["completions.languages"].schema), read("completions.languages"));
  const bad = [
    ...(mode.success ? [] : [{ setting: "upshift.completions.mode", reason: firstIssue(mode.error) }]),
    ...(languages.success ? [] : [{ setting: "upshift.completions.languages", reason: firstIssue(languages.error) }]),
  ];
  return {
    switches: {
      ...(mode.success && mode.data !== undefined ? { mode: mode.data } : {}),
      ...(languages.success && languages.data !== undefined ? { languages: languages.data } : {}),
    },
    bad,
  };
}

function presetsOf(raw: Readonly<Record<string, unknown>>, bad: BadSetting[]): UserPresets {
  const good: Record<string, UserPreset> = {};
  for (const [id, value] of Object.entries(raw)) {
    const parsed = parseUserPreset(id, value);
    if ("value" in parsed) good[id] = parsed.value;
    else bad.push({ setting: `upshift.models.presets["${id}"]`, reason: parsed.problem });
  }
  return good;
}

function connectionsOf(
  raw: Readonly<Record<string, unknown>>,
  presets: UserPresets,
  bad: BadSetting[],
): Record<string, ConnectionSetting> {
  const good: Record<string, ConnectionSetting> = {};
  for (const [name, value] of Object.entries(raw)) {
    const parsed = parseConnection(name, value, presets);
    if ("value" in parsed) good[name] = parsed.value;
    else bad.push({ setting: `upshift.models.connections["${name}"]`, reason: parsed.problem });
  }
  return good;
}

function pricesOf(raw: Readonly<Record<string, unknown>>, bad: BadSetting[]): OwnPrices {
  const good: Record<string, OwnPrice> = {};
  for (const [model, value] of Object.entries(raw)) {
    const parsed = z.safeParse(ownPriceSchema, value);
    if (parsed.success) good[model] = parsed.data;
    else bad.push({ setting: `upshift.models.prices["${model}"]`, reason: priceIssue(parsed.error) });
  }
  return good;
}

function priceIssue(error: z.core.$ZodError): string {
  const [issue] = error.issues;
  const inner = issue?.code === "invalid_union" ? issue.errors.at(-1)?.[0] : issue;
  return inner ? `${inner.path.map(String).join(".")} ${inner.message}`.trim() : "is not valid";
}
