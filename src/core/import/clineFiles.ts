import { isSetting, settingFor } from "./endpoints.ts";
import { type Fields, fieldsOf, keyOf, textOf } from "./fields.ts";
import { type Findings, type FoundModel, type LeftOut, WHY } from "./found.ts";
import { readFlat } from "./rooProfiles.ts";

/** Cline's `providers.json`: what is set for each provider, by its id. */
export function readClineProviders(file: Fields): Findings {
  const entries = Object.entries(fieldsOf(file["providers"]) ?? {});
  const read = entries.map(([id, entry]) => readEntry(id, fieldsOf(fieldsOf(entry)?.["settings"])));
  return { models: read.flatMap(({ models }) => models), left: read.flatMap(({ left }) => left) };
}

function readEntry(id: string, settings: Fields | undefined): Findings {
  if (!settings) return { models: [], left: [{ what: id, why: WHY.unreadable }] };
  const setting = settingFor(textOf(settings["provider"]) ?? id, textOf(settings["baseUrl"]));
  if (!isSetting(setting)) return { models: [], left: [{ what: id, why: setting }] };
  const model = textOf(settings["model"]);
  const key = keyOf(settings["apiKey"]);
  const found: FoundModel = {
    setting,
    label: id,
    roles: ["chat"],
    ...(model === undefined ? {} : { model }),
    ...(key === undefined ? {} : { key }),
  };
  const headers = Object.keys(fieldsOf(settings["headers"]) ?? {});
  const left: LeftOut[] = headers.length > 0 ? [{ what: id, why: WHY.ownHeaders }] : [];
  return { models: [found], left };
}

const MODES = ["planMode", "actMode"] as const;

/** Cline's `globalState.json`: the provider of each mode, with fields named after mode, provider and fact. */
export function readClineState(file: Fields): Findings {
  const read = MODES.flatMap((mode) => {
    const provider = textOf(file[`${mode}ApiProvider`]);
    const fieldOf = (field: string): string => `${mode}${field.charAt(0).toUpperCase()}${field.slice(1)}`;
    return provider === undefined ? [] : [readFlat(file, { provider, name: provider, fieldOf })];
  });
  const models = read.flatMap((found) => found.models);
  const withoutKey = models.filter(({ key, setting }) => key === undefined && setting.preset !== "ollama");
  const left = [
    ...read.flatMap((found) => found.left),
    // Its keys lie in a file of their own, or in VS Code's store.
    ...withoutKey.map(({ label }) => ({ what: label, why: WHY.keyElsewhere })),
  ];
  return { models, left: distinct(left) };
}

function distinct(left: readonly LeftOut[]): LeftOut[] {
  return [...new Map(left.map((one) => [JSON.stringify(one), one])).values()];
}
