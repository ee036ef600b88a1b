import { isSetting, settingFor } from "./endpoints.ts";
import { type Fields, fieldsOf, isReference, keyOf, listOf, textOf } from "./fields.ts";
import { type Findings, type FoundModel, type FoundRole, type LeftOut, WHY } from "./found.ts";

/** Sections of the file that hold something else than models. */
const OTHER_SECTIONS = ["rules", "prompts", "context", "docs", "mcpServers", "data", "slashCommands", "customCommands"];
const ROLES: Readonly<Record<string, FoundRole>> = {
  ...{ chat: "chat", edit: "chat", apply: "chat", summarize: "chat" },
  autocomplete: "completion",
};

/**
 * Continue's `config.yaml`, and the `config.json` before it. Source: its reference page on `config.yaml`, "models" and
 * "uses".
 */
export function readContinue(file: Fields): Findings {
  const rows = [
    ...listOf(file["models"]).map((row) => ({ row, roles: undefined })),
    ...[file["tabAutocompleteModel"]].flat().map((row) => ({ row, roles: ["autocomplete"] })),
  ].filter(({ row }) => row !== undefined);
  const read = rows.map(({ row, roles }) => readModel(fieldsOf(row), roles));
  return {
    models: read.flatMap(({ models }) => models),
    left: [...read.flatMap(({ left }) => left), ...otherSections(file)],
  };
}

function readModel(row: Fields | undefined, given: readonly string[] | undefined): Findings {
  const uses = textOf(row?.["uses"]);
  if (uses !== undefined) return leave(uses, WHY.onHub);
  const provider = textOf(row?.["provider"]);
  if (!row || provider === undefined) return leave(nameOf(row), WHY.unreadable);
  const what = nameOf(row);
  const roles = rolesOf(row["roles"] ?? given);
  if (roles.length === 0) return leave(what, WHY.notChat);
  const setting = settingFor(provider, textOf(row["apiBase"]));
  if (!isSetting(setting)) return leave(what, setting);
  const model = textOf(row["model"]);
  const key = keyOf(row["apiKey"]);
  const found: FoundModel = {
    setting,
    label: provider,
    roles,
    ...(model === undefined || /^autodetect$/i.test(model) ? {} : { model }),
    ...(key === undefined ? {} : { key }),
  };
  return { models: [found], left: partsOf(row, what) };
}

/** What of a model does not come along although the model does. */
function partsOf(row: Fields, what: string): LeftOut[] {
  const headers = fieldsOf(fieldsOf(row["requestOptions"])?.["headers"]) ?? {};
  return [
    ...(isReference(row["apiKey"]) ? [{ what, why: WHY.keyElsewhere }] : []),
    ...(Object.keys(headers).length > 0 ? [{ what, why: WHY.ownHeaders }] : []),
  ];
}

/** Without roles a model is for everything but completions. */
function rolesOf(value: unknown): readonly FoundRole[] {
  if (value === undefined) return ["chat"];
  const roles = listOf(value).flatMap((role) => (typeof role === "string" ? (ROLES[role] ?? []) : []));
  return [...new Set(roles)];
}

function nameOf(row: Fields | undefined): string {
  return textOf(row?.["name"]) ?? textOf(row?.["title"]) ?? textOf(row?.["model"]) ?? "?";
}

function otherSections(file: Fields): LeftOut[] {
  return OTHER_SECTIONS.filter((section) => listOf(file[section]).length > 0).map((what) => ({
    what,
    why: WHY.notModels,
  }));
}

function leave(what: string, why: LeftOut["why"]): Findings {
  return { models: [], left: [{ what, why }] };
}
