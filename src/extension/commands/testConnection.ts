import os from "node:os";
import * as vscode from "vscode";
import type { ListedModel } from "../../core/models/listed.ts";
import type { Cause, Tested } from "../../providers/testConnection.ts";
import type { Endpoint } from "../../providers/endpoint.ts";
import { isLoopback } from "../../util/address.ts";
import { formatTokens } from "../../util/format.ts";
import { phrase, type Phrase } from "../../util/phrase.ts";
import { describeFailure } from "../errors.ts";
import { type ActionId, ACTION_LABELS } from "../actionIds.ts";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";
import { type Choosing, pickConnection } from "./models.ts";

/**
 * Test Connection: asks for the model list, which costs nothing, and says what came of it: which tiers have no model
 * there, or what stands in the way and what to do about it.
 */
export async function testConnection(deps: Choosing): Promise<void> {
  const name = await pickConnection(deps);
  const endpoint = name === undefined ? undefined : deps.models.endpoint(name);
  if (name === undefined || !endpoint) return;
  const tested = await run(endpoint, wantedOf(name, deps.settings), deps.words);
  if (!tested) return;
  if (tested.type === "works") deps.listings.remember(endpoint.baseUrl, tested.models);
  await tell(tested, { name, endpoint, deps });
}

/** Models that the tiers take from a connection. */
function wantedOf(name: string, { current }: SettingsService): readonly string[] {
  const prefix = `${name}/`;
  const models = Object.values(current.tiers).filter((reference) => reference.startsWith(prefix));
  return [...new Set(models.map((reference) => reference.slice(prefix.length)))];
}

/** Undefined when the user gave up waiting. */
async function run(endpoint: Endpoint, wanted: readonly string[], { t }: Words): Promise<Tested | undefined> {
  const { testConnection: test } = await import("../../providers/testConnection.ts");
  const title = t("Testing {host}", { host: new URL(endpoint.baseUrl).host });
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return await vscode.window.withProgress(options, async (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return await test(endpoint, { wanted }, controller.signal).catch((error: unknown) => {
      if (controller.signal.aborted) return undefined;
      throw error;
    });
  });
}

interface Telling {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly deps: Choosing;
}

async function tell(tested: Tested, { name, endpoint, deps }: Telling): Promise<void> {
  const { words, settings } = deps;
  const { host } = new URL(endpoint.baseUrl);
  if (tested.type === "works") return await tellModels(tested, { host, wanted: wantedOf(name, settings) }, words);
  const { better } = tested;
  const text = [...sentences(tested, endpoint, words)].map((sentence) => words.tell(sentence)).join(" ");
  const use = words.t("Use {address}", { address: better ?? "" });
  const action = NEXT[tested.cause];
  const label = words.tell(ACTION_LABELS[action]);
  const picked = await vscode.window.showErrorMessage(text, ...(better === undefined ? [label] : [use, label]));
  // The key is bound to the host, which is the same.
  if (picked === use && better !== undefined) await settings.addConnection(name, { baseUrl: better });
  if (picked === label) await vscode.commands.executeCommand(...COMMANDS[action]);
}

async function tellModels(
  { models, missing }: Tested & { readonly type: "works" },
  { host, wanted }: { readonly host: string; readonly wanted: readonly string[] },
  words: Words,
): Promise<void> {
  const { t, tell: say } = words;
  const lists = t("{host} answers and lists {count} models.", { host, count: models.length });
  const answers = [
    lists,
    ...models.filter(({ id }) => wanted.includes(id)).flatMap((model) => stateOf(model, words)),
  ].join(" ");
  if (missing.length === 0 || models.length === 0) {
    await vscode.window.showInformationMessage(answers);
    return;
  }
  const lacks = t("It has no model named {model}.", { model: missing.join(", ") });
  const label = say(ACTION_LABELS["choose-model"]);
  const picked = await vscode.window.showWarningMessage(`${answers} ${lacks}`, label);
  if (picked === label) await vscode.commands.executeCommand(...COMMANDS["choose-model"]);
}

/** What a server on this computer says of a model that a tier uses. */
function stateOf({ id, loaded, contextWindow }: ListedModel, { t, locale }: Words): readonly string[] {
  if (loaded === undefined) return [];
  if (!loaded) return [t("{model} is not loaded yet, so its first answer takes longer.", { model: id })];
  return contextWindow === undefined
    ? [t("{model} is loaded.", { model: id })]
    : [t("{model} is loaded and reads {tokens} tokens.", { model: id, tokens: formatTokens(contextWindow, locale) })];
}

type Next = "set-key" | "edit-address" | "proxy-settings" | "choose-model" | "show-log";

/** What to do about each cause, first of all. */
const NEXT: Readonly<Record<Cause, Next & ActionId>> = {
  name: "edit-address",
  nobody: "edit-address",
  silence: "proxy-settings",
  proxy: "proxy-settings",
  certificate: "proxy-settings",
  key: "set-key",
  permission: "set-key",
  address: "edit-address",
  other: "show-log",
};

const COMMANDS: Readonly<Record<Next, [string, ...string[]]>> = {
  "set-key": ["upshift.setKey"],
  "edit-address": ["workbench.action.openSettings", "upshift.models.connections"],
  "proxy-settings": ["workbench.action.openSettings", "http.proxy"],
  "choose-model": ["upshift.chooseModels"],
  "show-log": ["upshift.showLog"],
};

function* sentences(
  { failure, cause, better }: Tested & { readonly type: "fails" },
  { baseUrl }: Endpoint,
  { locale }: Words,
): Generator<Phrase> {
  const { host, hostname } = new URL(baseUrl);
  const own: Readonly<Partial<Record<Cause, Phrase>>> = {
    name: phrase("No computer named {hostname} is known here.", { hostname }),
    nobody: phrase("{host} takes no connections: no server listens there.", { host }),
    silence: phrase("{host} did not answer. A firewall or a proxy may be in the way.", { host }),
    permission: phrase("{host} knows the key, but does not let it list models.", { host }),
    address: phrase("{host} answered, but there is no model endpoint at this address.", { host }),
  };
  yield own[cause] ?? describeFailure(failure, Date.now(), locale).sentence;
  if (better !== undefined) yield phrase("One answers at {address}.", { address: better });
  const remote = vscode.env.remoteName;
  if (isLoopback(baseUrl) && remote !== undefined)
    yield phrase("In this window localhost is {machine} ({remote}), not the computer in front of you.", {
      machine: os.hostname(),
      remote,
    });
}
