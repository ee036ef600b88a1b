import * as vscode from "vscode";
import type { Failure } from "../../core/assist/errors.ts";
import { fitsName, freeName } from "../../core/import/freeName.ts";
import { expandConnection, presetsToOffer, type UserPresets } from "../../core/connectionSettings.ts";
import type { Preset } from "../../core/models/presets.ts";
import { resolveConnection } from "../../core/models/resolve.ts";
import type { ConnectionSetting } from "../../core/settings.ts";
import type { Endpoint } from "../../providers/endpoint.ts";
import { isLoopback } from "../../util/address.ts";
import { describeFailure } from "../errors.ts";
import type { Words } from "../words.ts";
import type { Connecting } from "./connecting.ts";
import { connectEditorModels } from "./editorModels.ts";
import { findLocalModels } from "./findLocal.ts";
import { type Importing, importModels } from "./importModels.ts";
import { fetchListing, isListing } from "./listing.ts";
import { proposeTiers } from "./proposeTiers.ts";

/** What the user has entered so far; kept when a step fails, so that nothing is typed twice. */
interface Entered {
  readonly baseUrl: string;
  /** "" for none. */
  readonly key: string;
}

/**
 * Connect a Model: endpoint, address, key, listing, and a proposal of tiers to accept or change. Nothing is stored before
 * the end; a step that fails can be taken again, and an endpoint that lists nothing takes typed names.
 */
export async function connect(deps: Importing): Promise<boolean> {
  const picked = await pickPreset(deps.words, deps.settings.current.presets);
  if (picked === "find") return await findLocalModels(deps);
  if (picked === "import") return await importModels(deps);
  if (picked?.editor) return await connectEditorModels(deps);
  return picked ? await connectTo(picked, deps) : false;
}

async function connectTo(preset: Preset, deps: Connecting): Promise<boolean> {
  let entered: Entered = { baseUrl: preset.baseUrl, key: "" };
  for (;;) {
    const next = await enter(preset, entered, deps);
    if (!next) return false;
    entered = next;
    const listing = await fetchListing(endpointOf(preset, entered, deps), deps);
    if (!listing) return false;
    if (isListing(listing)) return await finish(preset, { ...entered, models: listing }, deps);
    const choice = await askWhatNext(listing, deps.words);
    if (choice === "names") return await finish(preset, { ...entered, models: await askNames(deps.words) }, deps);
    if (choice !== "again") return false;
  }
}

async function enter(
  preset: Preset,
  entered: Entered,
  { settings, keys, words }: Connecting,
): Promise<Entered | undefined> {
  const baseUrl = await askAddress(preset, entered.baseUrl, words);
  if (baseUrl === undefined) return undefined;
  const name = nameFor(preset.id, settingOf(preset, baseUrl), settings.current.connections);
  const known = entered.key === "" ? ((await keys.get(name, baseUrl)) ?? "") : entered.key;
  const key = await askKey(preset, { baseUrl, key: known }, words);
  return key === undefined ? undefined : { baseUrl, key };
}

function settingOf(preset: Preset, baseUrl: string): ConnectionSetting {
  return { preset: preset.id, ...(baseUrl === preset.baseUrl ? {} : { baseUrl }) };
}

function endpointOf(preset: Preset, { baseUrl, key }: Entered, { settings }: Connecting): Endpoint {
  const setting = settingOf(preset, baseUrl);
  const name = nameFor(preset.id, setting, settings.current.connections);
  return {
    ...resolveConnection(name, expandConnection(setting, settings.current.presets)),
    connection: name,
    key: () => Promise.resolve(key === "" ? undefined : key),
  };
}

async function finish(
  preset: Preset,
  { baseUrl, key, models }: Entered & { readonly models: readonly string[] },
  { settings, keys, words, prices, listings, report }: Connecting,
): Promise<boolean> {
  if (models.length === 0) return false;
  const setting = settingOf(preset, baseUrl);
  const name = nameFor(preset.id, setting, settings.current.connections);
  const offer = {
    name,
    preset,
    setting: expandConnection(setting, settings.current.presets),
    models,
    prices,
    listings,
  };
  const tiers = await proposeTiers(offer, settings.current.tiers, words);
  if (!tiers) return false;
  if (key !== "" && !(await keys.set(name, baseUrl, key))) report({ code: "key-storage", facts: {} });
  await settings.addConnection(name, setting, tiers);
  return true;
}

/** After a failed listing: its sentence, and the ways on. */
async function askWhatNext(failure: Failure, words: Words): Promise<"again" | "names" | undefined> {
  const sentence = words.tell(describeFailure(failure, Date.now(), words.locale).sentence);
  const again = words.t("Try Again", {});
  const names = words.t("Type Model Names", {});
  const picked = await vscode.window.showErrorMessage(sentence, again, names);
  return picked === again ? "again" : picked === names ? "names" : undefined;
}

/** Names of models, for an endpoint that lists none; empty when the user gave up. */
async function askNames({ t }: Words): Promise<readonly string[]> {
  const entered = await vscode.window.showInputBox({
    title: t("Names of the models", {}),
    prompt: t("As the endpoint knows them, separated by commas", {}),
    ignoreFocusOut: true,
  });
  return (entered ?? "").split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
}

interface Way extends vscode.QuickPickItem {
  readonly way?: Preset | "find" | "import";
}

async function pickPreset({ t }: Words, own: UserPresets): Promise<Way["way"]> {
  const presets = presetsToOffer(own).map((preset) => ({
    label: preset.name,
    description: preset.baseUrl,
    ...(preset.local ? { detail: t("Runs on this computer, no charge", {}) } : {}),
    ...(preset.editor
      ? { detail: t("What other extensions offer, paid by their plans; VS Code asks for your consent", {}) }
      : {}),
    way: preset,
  }));
  const items: readonly Way[] = [
    {
      label: `$(search) ${t("Find Models on This Computer", {})}`,
      detail: t("Asks the usual ports of Ollama, LM Studio, llama.cpp and vLLM", {}),
      way: "find",
    },
    { label: `$(arrow-down) ${t("Import from Continue, Roo Code, Cline or VS Code", {})}`, way: "import" },
    { label: t("endpoints", {}), kind: vscode.QuickPickItemKind.Separator },
    ...presets,
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Connect a Model", {}),
    placeHolder: t("Where do your models run?", {}),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.way;
}

async function askAddress(preset: Preset, known: string, { t }: Words): Promise<string | undefined> {
  const entered = await vscode.window.showInputBox({
    title: t("Address of {name}", { name: preset.name }),
    prompt: t("The part before /chat/completions, usually ending in /v1", {}),
    value: known === "" ? "https://" : known,
    ignoreFocusOut: true,
    validateInput: (value) => addressProblem(value, t),
  });
  return entered?.trim().replace(/\/+$/, "");
}

/** Keys travel with every request: plain http is for this computer and addresses the user names on purpose. */
function addressProblem(value: string, t: Words["t"]): string | undefined {
  try {
    const { protocol, host, username, password } = new URL(value.trim());
    if ((protocol !== "http:" && protocol !== "https:") || host === "") return t("Enter an http or https address", {});
    return username === "" && password === "" ? undefined : t("Leave user and password out of the address", {});
  } catch {
    return t("Enter an http or https address", {});
  }
}

/** The key to use; "" for none; undefined when the user gave up. A server on this computer is not asked for one. */
async function askKey(preset: Preset, { baseUrl, key }: Entered, { t }: Words): Promise<string | undefined> {
  if (preset.key === "none" && isLoopback(baseUrl)) return "";
  const stored = t("Stored in this system's safe place for secrets", {});
  const entered = await vscode.window.showInputBox({
    title: t("Key for {name}", { name: preset.name }),
    prompt: preset.keyPage === "" ? stored : t("Made at {page}. {stored}", { page: preset.keyPage, stored }),
    placeHolder: preset.key === "required" ? "" : t("Leave empty if the endpoint needs none", {}),
    value: key,
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => keyProblem(value, preset, t),
  });
  return entered?.trim();
}

function keyProblem(value: string, preset: Preset, t: Words["t"]): string | undefined {
  const key = value.trim();
  if (key === "") return preset.key === "required" ? t("{name} needs a key", { name: preset.name }) : undefined;
  return /^[\x21-\x7E]+$/.test(key) ? undefined : t("A key holds no spaces or special characters", {});
}

/** The preset's name, or with a number when that name belongs to another address. */
function nameFor(id: string, setting: ConnectionSetting, taken: Readonly<Record<string, ConnectionSetting>>): string {
  return freeName(id, (name) => fitsName(name, setting, taken));
}
