import * as vscode from "vscode";
import { toFailure, type Failure } from "../../core/assist/errors.ts";
import type { Preset } from "../../core/models/presets.ts";
import { PRESETS } from "../../core/models/presets.ts";
import { resolveConnection } from "../../core/models/resolve.ts";
import type { ConnectionSetting } from "../../core/settings.ts";
import type { Keys } from "../secrets.ts";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";
import { proposeTiers } from "./proposeTiers.ts";

export interface Connecting {
  readonly settings: SettingsService;
  readonly keys: Keys;
  readonly words: Words;
  readonly report: (failure: Failure) => void;
}

/** Connect a Model: endpoint, address, key, listing, and a proposal of tiers to accept or change. Nothing is kept before the end. */
export async function connect(deps: Connecting): Promise<boolean> {
  const { words, settings, keys } = deps;
  const preset = await pickPreset(words);
  if (!preset) return false;
  const baseUrl = await askAddress(preset, words);
  if (baseUrl === undefined) return false;
  const setting: ConnectionSetting = { preset: preset.id, ...(baseUrl === preset.baseUrl ? {} : { baseUrl }) };
  const name = freeName(preset.id, setting, settings.current.connections);
  const key = await askKey(preset, name, baseUrl, keys, words);
  if (key === undefined) return false;
  const { openConnection } = await import("../../providers/connection.ts");
  const endpoint = {
    ...resolveConnection(name, setting),
    connection: name,
    key: () => Promise.resolve(key === "" ? undefined : key),
  };
  const listing = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: words.t("Asking {host} for its models", { host: new URL(baseUrl).host }),
      cancellable: true,
    },
    async (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return await openConnection(endpoint)
        .list(controller.signal)
        .catch((error: unknown) => {
          if (!controller.signal.aborted) deps.report(toFailure(error));
          return undefined;
        });
    },
  );
  if (!listing) return false;
  const tiers = await proposeTiers(
    { name, preset, setting, models: listing.map(({ id }) => id) },
    settings.current.tiers,
    words,
  );
  if (!tiers) return false;
  if (key !== "" && !(await keys.set(name, baseUrl, key))) deps.report({ code: "key-storage", facts: {} });
  await settings.addConnection(name, setting, tiers);
  return true;
}

async function pickPreset({ t }: Words): Promise<Preset | undefined> {
  const items = PRESETS.filter(({ demo }) => !demo).map((preset) => ({
    label: preset.name,
    description: preset.baseUrl,
    ...(preset.local ? { detail: t("Runs on this computer, no charge", {}) } : {}),
    preset,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Connect a Model", {}),
    placeHolder: t("Where do your models run?", {}),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.preset;
}

async function askAddress(preset: Preset, { t }: Words): Promise<string | undefined> {
  const entered = await vscode.window.showInputBox({
    title: t("Address of {name}", { name: preset.name }),
    prompt: t("The part before /chat/completions, usually ending in /v1", {}),
    value: preset.baseUrl === "" ? "https://" : preset.baseUrl,
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

/** The key to use; "" for none; undefined when the user gave up. */
async function askKey(
  preset: Preset,
  name: string,
  baseUrl: string,
  keys: Keys,
  { t }: Words,
): Promise<string | undefined> {
  if (preset.key === "none") return "";
  const known = await keys.get(name, baseUrl);
  if (known !== undefined) return known;
  const entered = await vscode.window.showInputBox({
    title: t("Key for {name}", { name: preset.name }),
    prompt:
      preset.keyPage === ""
        ? t("Stored in this system's safe place for secrets", {})
        : t("Made at {page}; stored in this system's safe place for secrets", { page: preset.keyPage }),
    placeHolder: preset.key === "optional" ? t("Leave empty if the endpoint needs none", {}) : "",
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
function freeName(id: string, setting: ConnectionSetting, taken: Readonly<Record<string, ConnectionSetting>>): string {
  const fits = (name: string): boolean => {
    const known = taken[name];
    return !known || (known.preset === setting.preset && known.baseUrl === setting.baseUrl);
  };
  if (fits(id)) return id;
  for (let number = 2; ; number += 1) if (fits(`${id}-${number}`)) return `${id}-${number}`;
}
