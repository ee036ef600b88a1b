import * as vscode from "vscode";
import type { CheckName } from "../../core/cascade/verdict.ts";
import type { Log } from "../../core/ports.ts";
import type { OwnRules } from "../../core/router/ownRules.ts";
import { policyFor, type RoutePolicy } from "../../core/router/policy.ts";
import { tightened } from "../../core/router/routingSettings.ts";
import type { BadSetting } from "../../core/settings.ts";
import type { SettingsService } from "../settings.ts";
import type { CheckMemory } from "./checkMemory.ts";
import type { FeedbackBook } from "./feedbackBook.ts";

/** Checks that judge an edit here, by what the user lets run. */
const CHECKS: readonly CheckName[] = ["types", "diagnostics"];
const WITH_TESTS: readonly CheckName[] = ["tests", ...CHECKS];

export interface RoutingDeps {
  readonly settings: SettingsService;
  readonly book: FeedbackBook;
  readonly checks: CheckMemory;
  readonly log: Log;
  readonly report: (bad: BadSetting) => void;
}

/** How requests are routed now: the user's settings, and what the workspace and its folders forbid on top of them. */
export class Routing implements vscode.Disposable {
  readonly #settings: SettingsService;
  readonly #book: FeedbackBook;
  readonly #checks: CheckMemory;
  readonly #log: Log;
  readonly #report: (bad: BadSetting) => void;
  readonly #listener: vscode.Disposable;
  #policy: RoutePolicy | undefined;

  constructor({ settings, book, checks, log, report }: RoutingDeps) {
    this.#settings = settings;
    this.#book = book;
    this.#checks = checks;
    this.#log = log;
    this.#report = report;
    const forget = (): void => {
      this.#policy = undefined;
    };
    this.#listener = vscode.Disposable.from(
      settings.onDidChange(forget),
      book.onDidChange(forget),
      checks.onDidChange(forget),
      vscode.workspace.onDidChangeWorkspaceFolders(forget),
    );
  }

  /** Made anew after a change of settings; the next request already follows it. */
  get policy(): RoutePolicy {
    this.#policy ??= this.withValue(this.#settings.current.routing.valueUsd);
    return this.#policy;
  }

  /** The same rules with another value of a solved request, US dollars; for "what would have happened". */
  withValue(valueUsd: number): RoutePolicy {
    const { runTests, routing } = this.#settings.current;
    const checks = runTests ? WITH_TESTS : CHECKS;
    if (!routing.learn) return policyFor(valueUsd, checks, this.#rules());
    void this.#book.entries();
    void this.#checks.read();
    const policy = policyFor(valueUsd, checks, this.#rules(), this.#checks.strengths(this.#book.known));
    return { ...policy, table: { ...policy.table, learned: this.#book.learned } };
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #rules(): OwnRules {
    let { rules } = this.#settings.current.routing;
    for (const said of workspaceSays()) {
      const result = tightened(rules, said);
      rules = result.rules;
      for (const bad of result.bad) {
        this.#log.warn(`Setting ${bad.setting} of this workspace is left out: ${bad.reason}`);
        this.#report(bad);
      }
    }
    return rules;
  }
}

/** Values of the workspace and of each folder; without trust VS Code hands out none. */
function workspaceSays(): readonly { readonly rules?: unknown; readonly deny?: unknown }[] {
  const read = (scope: vscode.Uri | null, level: "workspaceValue" | "workspaceFolderValue") => {
    const section = vscode.workspace.getConfiguration("upshift.routing", scope);
    return { rules: section.inspect("rules")?.[level], deny: section.inspect("deny")?.[level] };
  };
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [
    read(folders[0]?.uri ?? null, "workspaceValue"),
    ...folders.map(({ uri }) => read(uri, "workspaceFolderValue")),
  ].filter(({ rules, deny }) => rules !== undefined || deny !== undefined);
}
