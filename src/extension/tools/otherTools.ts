import * as vscode from "vscode";
import type { Tool } from "../../core/assist/message.ts";
import { soundsActing } from "../../core/tools/actingTool.ts";
import type { Finding } from "../../core/tools/reader.ts";
import type { ReadCall } from "../../core/tools/readTools.ts";
import { localOnlyRule } from "../context/gates.ts";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";
import type { askConsent } from "./consent.ts";
import { saying } from "./places.ts";

/** Names of tools, as the memory keeps them. */
const OFFERED = "upshift.tools.offered";
const ALLOWED = "upshift.tools.allowed";

const LONGEST_DESCRIPTION = 1_000;

export interface OtherToolsDeps {
  /** Of the workspace: what is allowed here is allowed nowhere else. */
  readonly memory: vscode.Memento;
  readonly settings: SettingsService;
  readonly words: Words;
  readonly askConsent: typeof askConsent;
}

/**
 * Tools that VS Code and other extensions register there, without those whose names say that they write or run something.
 * None is on offer before the user has chosen it, and each asks before it runs, until the user allows it for this
 * workspace. Tools of our own are never among them.
 */
export class OtherTools {
  readonly #deps: OtherToolsDeps;

  constructor(deps: OtherToolsDeps) {
    this.#deps = deps;
  }

  /** What models are told of. */
  get offered(): readonly Tool[] {
    const chosen = this.#names(OFFERED);
    return readable()
      .filter(({ name }) => chosen.has(name))
      .map(({ name, description, inputSchema }) => ({
        name,
        description: description.slice(0, LONGEST_DESCRIPTION),
        ...(inputSchema ? { parameters: inputSchema } : {}),
      }));
  }

  /** Choose Tools for Chat: what is taken out loses its consent too. */
  async choose(): Promise<void> {
    const { words } = this.#deps;
    const [chosen, allowed] = [this.#names(OFFERED), this.#names(ALLOWED)];
    const items = readable().map(({ name, description }) => ({
      label: name,
      description: allowed.has(name) ? words.t("allowed in this workspace", {}) : "",
      detail: description.slice(0, 200),
      picked: chosen.has(name),
    }));
    if (items.length === 0) {
      await vscode.window.showInformationMessage(words.t("No other extension offers tools.", {}));
      return;
    }
    const picked = await vscode.window.showQuickPick(items, {
      title: words.t("Tools that chat may call", {}),
      placeHolder: words.t("Each asks before it runs. Take one out to withdraw what you allowed.", {}),
      canPickMany: true,
    });
    if (!picked) return;
    const names = picked.map(({ label }) => label);
    await this.#keep(OFFERED, names);
    await this.#keep(
      ALLOWED,
      [...allowed].filter((name) => names.includes(name)),
    );
  }

  /** Runs one, if the user lets it. Its result is data from outside like every other. */
  async run({ name, input }: Extract<ReadCall, { tool: "other" }>, signal: AbortSignal): Promise<Finding> {
    if (!(await this.#mayRun(name, input, signal)))
      return { ...saying("The user does not want this tool to run."), state: "refused" };
    const source = new vscode.CancellationTokenSource();
    const stop = (): void => source.cancel();
    signal.addEventListener("abort", stop, { once: true });
    try {
      const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, source.token);
      const mode = localOnlyRule([], this.#deps.settings);
      return {
        parts: [{ path: name, language: "", text: textOf(content) }],
        gate: { check: () => undefined, localOnly: (path) => mode && { ...mode, path } },
      };
    } finally {
      signal.removeEventListener("abort", stop);
      source.dispose();
    }
  }

  async #mayRun(name: string, input: object, signal: AbortSignal): Promise<boolean> {
    if (this.#names(ALLOWED).has(name)) return true;
    const consent = await this.#deps.askConsent({ name, input }, this.#deps.words, signal);
    if (consent === "here") await this.#keep(ALLOWED, [...this.#names(ALLOWED), name]);
    return consent !== "no";
  }

  #names(key: string): ReadonlySet<string> {
    const kept = this.#deps.memory.get<unknown>(key);
    return new Set(Array.isArray(kept) ? kept.filter((name) => typeof name === "string") : []);
  }

  async #keep(key: string, names: readonly string[]): Promise<void> {
    await this.#deps.memory.update(key, [...new Set(names)]);
  }
}

function readable(): readonly vscode.LanguageModelToolInformation[] {
  return vscode.lm.tools.filter(({ name }) => !soundsActing(name));
}

function textOf(content: readonly unknown[]): string {
  return content
    .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ""))
    .filter((text) => text !== "")
    .join("\n");
}
