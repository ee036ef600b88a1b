import { isLoopback } from "../../util/address.ts";
import { presetOf } from "../models/presets.ts";
import type { Tier } from "../models/tier.ts";
import type { ConnectionSetting } from "../settings.ts";
import { readClineProviders, readClineState } from "./clineFiles.ts";
import { readContinue } from "./continueConfig.ts";
import { fieldsOf } from "./fields.ts";
import type { Findings, FoundModel, LeftOut } from "./found.ts";
import { fitsName, freeName } from "./freeName.ts";
import { readRoo } from "./rooProfiles.ts";
import { readVscodeModels } from "./vscodeModels.ts";

export type ImportSource = "Continue" | "Roo Code" | "Cline" | "VS Code";

/** A connection to add, with the models that the file names for it. */
export interface ImportedConnection {
  readonly name: string;
  readonly setting: ConnectionSetting;
  readonly models: readonly string[];
  /** Stands in the file as it is. Never logged, never shown. */
  readonly key?: string;
}

export interface ImportPlan {
  readonly source: ImportSource;
  readonly connections: readonly ImportedConnection[];
  /** `connection/model` for tiers that the file speaks of. */
  readonly tiers: Readonly<Partial<Record<Tier, string>>>;
  readonly left: readonly LeftOut[];
}

/**
 * What can be taken over from another tool's file, already parsed. Which tool it is shows from its shape, not from its
 * name; undefined when it is none of them. Never throws. `taken` are the user's connections: one with the same endpoint
 * keeps its name, others are never touched.
 */
export function importConfig(
  file: unknown,
  taken: Readonly<Record<string, ConnectionSetting>>,
): ImportPlan | undefined {
  const read = recognise(file);
  if (!read) return undefined;
  const { models, left } = read.findings;
  const groups = groupsOf(models, taken);
  return { source: read.source, connections: groups.map(connectionOf), tiers: tiersOf(groups), left };
}

function recognise(file: unknown): { readonly source: ImportSource; readonly findings: Findings } | undefined {
  if (Array.isArray(file)) return { source: "VS Code", findings: readVscodeModels(file) };
  const fields = fieldsOf(file);
  if (!fields) return undefined;
  if (fieldsOf(fields["providerProfiles"])) return { source: "Roo Code", findings: readRoo(fields) };
  if (fieldsOf(fields["providers"])) return { source: "Cline", findings: readClineProviders(fields) };
  if ("planModeApiProvider" in fields || "actModeApiProvider" in fields)
    return { source: "Cline", findings: readClineState(fields) };
  if (Array.isArray(fields["models"])) return { source: "Continue", findings: readContinue(fields) };
  return undefined;
}

interface Group {
  readonly name: string;
  readonly models: readonly FoundModel[];
}

/** Models with the same endpoint and key share a connection. */
function groupsOf(models: readonly FoundModel[], taken: Readonly<Record<string, ConnectionSetting>>): readonly Group[] {
  const grouped = new Map<string, FoundModel[]>();
  for (const found of models) {
    const endpoint = JSON.stringify([found.setting.preset, found.setting.baseUrl, found.key]);
    grouped.set(endpoint, [...(grouped.get(endpoint) ?? []), found]);
  }
  const given = new Set<string>();
  return [...grouped.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    // A second key for the same endpoint makes a second connection.
    const name = freeName(nameFor(first), (free) => !given.has(free) && fitsName(free, first.setting, taken));
    given.add(name);
    return [{ name, models: group }];
  });
}

/**
 * A preset's connection is called after it, any other after what the user calls it; after its host where that is only the
 * name of the protocol, which would look like the company's own endpoint.
 */
function nameFor({ setting, label }: FoundModel): string {
  if (setting.preset !== "custom") return setting.preset;
  const host = URL.parse(setting.baseUrl ?? "")?.host ?? "";
  const isProtocol = presetOf(label.toLowerCase()) !== undefined || /^openai[ -]compatible$/i.test(label);
  return plainName(isProtocol ? host : label) || plainName(host) || "custom";
}

/** As the names of connections are written. */
function plainName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 40);
}

function connectionOf({ name, models }: Group): ImportedConnection {
  const [first] = models;
  if (!first) throw new Error("A group has no models");
  const named = [...new Set(models.flatMap(({ model }) => model ?? []))];
  return { name, setting: first.setting, models: named, ...(first.key === undefined ? {} : { key: first.key }) };
}

/** The model for completions is quick, so it is Mini; the first for chat is Full; one on this computer is Local too. */
function tiersOf(groups: readonly Group[]): ImportPlan["tiers"] {
  const all = groups.flatMap(({ name, models }) =>
    models.flatMap((found) => (found.model === undefined ? [] : [{ ...found, reference: `${name}/${found.model}` }])),
  );
  const mini =
    all.find(({ roles }) => roles.includes("completion")) ??
    all.find(({ setting, model = "" }) => presetOf(setting.preset)?.proposal.mini.includes(model));
  const full = all.find((found) => found !== mini && found.roles.includes("chat"));
  const local = all.find(({ setting }) => isHere(setting));
  return {
    ...(mini ? { mini: mini.reference } : {}),
    ...(full ? { full: full.reference } : {}),
    ...(local ? { local: local.reference } : {}),
  };
}

function isHere({ preset, baseUrl }: ConnectionSetting): boolean {
  const known = presetOf(preset);
  return known?.local === true && isLoopback(baseUrl ?? known.baseUrl);
}
