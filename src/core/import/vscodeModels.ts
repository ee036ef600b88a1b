import { isSetting, settingFor } from "./endpoints.ts";
import { type Fields, fieldsOf, isReference, keyOf, listOf, textOf } from "./fields.ts";
import { type Findings, type FoundModel, type LeftOut, WHY } from "./found.ts";

/**
 * VS Code's `chatLanguageModels.json`: a list of groups, each of a vendor, with models of its own where the vendor leaves
 * the address to the user. Its keys are references into VS Code's own store, which no other extension can read.
 */
export function readVscodeModels(groups: readonly unknown[]): Findings {
  const read = groups.map((group) => readGroup(fieldsOf(group)));
  return { models: read.flatMap(({ models }) => models), left: read.flatMap(({ left }) => left) };
}

function readGroup(group: Fields | undefined): Findings {
  const vendor = textOf(group?.["vendor"]);
  const what = textOf(group?.["name"]) ?? vendor ?? "?";
  if (!group || vendor === undefined) return { models: [], left: [{ what, why: WHY.unreadable }] };
  const rows = listOf(group["models"]).flatMap((row): Fields[] => {
    const fields = fieldsOf(row);
    return fields ? [fields] : [];
  });
  const read = (rows.length > 0 ? rows : [group]).map((row: Fields) => readModel(row, { group, vendor, what }));
  const isTaken = read.some(({ models }) => models.length > 0);
  return {
    models: read.flatMap(({ models }) => models),
    left: [
      ...read.flatMap(({ left }) => left),
      ...(isTaken && isReference(group["apiKey"]) ? [{ what, why: WHY.keyElsewhere }] : []),
    ],
  };
}

interface Group {
  readonly group: Fields;
  readonly vendor: string;
  readonly what: string;
}

function readModel(row: Fields, { group, vendor, what }: Group): Findings {
  const isGroup = row === group;
  // Groups without models of their own may still be one model, as they were written at first.
  const model = textOf(row["id"]) ?? textOf(row["modelId"]) ?? textOf(row["model"]);
  const name = isGroup ? what : (textOf(row["name"]) ?? model ?? "?");
  const api = textOf(row["apiType"]) ?? textOf(group["apiType"]) ?? "chat-completions";
  if (api !== "chat-completions") return { models: [], left: [{ what: name, why: WHY.otherApi(api) }] };
  const address = addressOf(row) ?? addressOf(group);
  if (address !== undefined && /\/(?:responses|messages)$/.test(address))
    return { models: [], left: [{ what: name, why: WHY.otherApi(address.split("/").at(-1) ?? "") }] };
  const setting = settingFor(vendor, address);
  if (!isSetting(setting)) return { models: [], left: [{ what: name, why: setting }] };
  const key = keyOf(row["apiKey"]) ?? keyOf(group["apiKey"]);
  const found: FoundModel = {
    setting,
    label: what,
    roles: ["chat"],
    ...(model === undefined ? {} : { model }),
    ...(key === undefined ? {} : { key }),
  };
  const headers = Object.keys(fieldsOf(row["requestHeaders"]) ?? {});
  const left: LeftOut[] = headers.length > 0 ? [{ what: name, why: WHY.ownHeaders }] : [];
  return { models: [found], left };
}

function addressOf(row: Fields): string | undefined {
  return textOf(row["url"]) ?? textOf(row["baseUrl"]) ?? textOf(row["endpoint"]);
}
