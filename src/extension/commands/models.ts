import * as vscode from "vscode";
import type { Failure } from "../../core/assist/errors.ts";
import { resolveConnection } from "../../core/models/resolve.ts";
import type { Models } from "../models.ts";
import type { Importing } from "./importModels.ts";
import { fetchListing, isListing } from "./listing.ts";
import { proposeTiers } from "./proposeTiers.ts";

export interface Choosing extends Importing {
  readonly models: Models;
}

/** Choose Models: other models for the tiers of a known connection. */
export async function chooseModels(deps: Choosing): Promise<void> {
  const name = await pickConnection(deps);
  const setting = name === undefined ? undefined : deps.settings.current.connections[name];
  if (name === undefined || !setting) return;
  const listing = await list(name, deps);
  if (!listing) return;
  const offer = {
    name,
    preset: resolveConnection(name, setting).preset,
    setting,
    models: listing,
    prices: deps.prices,
    listings: deps.listings,
  };
  const tiers = await proposeTiers(offer, deps.settings.current.tiers, deps.words);
  if (tiers) await deps.settings.write(tiers);
}

/** Set Key: for a connection, bound to its address. */
export async function setKey(deps: Choosing): Promise<void> {
  const name = await pickConnection(deps);
  const endpoint = name === undefined ? undefined : deps.models.endpoint(name);
  if (name === undefined || !endpoint) return;
  const { t } = deps.words;
  const entered = await vscode.window.showInputBox({
    title: t("Key for {name}", { name }),
    prompt: t("Sent to {host} only; stored in this system's safe place for secrets", {
      host: new URL(endpoint.baseUrl).host,
    }),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) =>
      /^[\x21-\x7E]+$/.test(value.trim()) ? undefined : t("A key holds no spaces or special characters", {}),
  });
  if (entered === undefined) return;
  if (!(await deps.keys.set(name, endpoint.baseUrl, entered.trim()))) deps.report({ code: "key-storage", facts: {} });
}

export async function removeKey(deps: Choosing): Promise<void> {
  const name = await pickConnection(deps);
  if (name === undefined) return;
  await deps.keys.remove(name);
  await vscode.window.showInformationMessage(deps.words.t("The key for {name} is removed.", { name }));
}

/** The only connection, else the user's choice; without any, a failure that offers to connect. */
export async function pickConnection({ settings, words, report }: Choosing): Promise<string | undefined> {
  const names = Object.keys(settings.current.connections);
  if (names.length === 0) {
    const failure: Failure = { code: "no-model", facts: {} };
    report(failure);
    return undefined;
  }
  if (names.length === 1) return names[0];
  return await vscode.window.showQuickPick(names, { title: words.t("Which connection?", {}) });
}

async function list(
  name: string,
  { models, report, words, listings }: Choosing,
): Promise<readonly string[] | undefined> {
  const endpoint = models.endpoint(name);
  const listing = endpoint && (await fetchListing(endpoint, { words, listings }));
  if (!listing || isListing(listing)) return listing;
  report(listing);
  return undefined;
}
