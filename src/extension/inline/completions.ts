import * as vscode from "vscode";
import type { AssistDeps } from "../../core/assist/deps.ts";
import { CORE_VERIFIERS } from "../../core/cascade/verify.ts";
import { DisposableStore } from "../../util/disposable.ts";
import type { Models } from "../models.ts";
import type { Keys } from "../secrets.ts";
import type { SettingsService } from "../settings.ts";
import { CompletionProvider } from "./completionProvider.ts";
import { Pause } from "./pause.ts";
import { Switches } from "./switches.ts";

export interface CompletionParts {
  readonly assist: AssistDeps;
  readonly settings: SettingsService;
  readonly models: Models;
  readonly keys: Keys;
}

export interface Completions extends vscode.Disposable {
  readonly provider: CompletionProvider;
  readonly pause: Pause;
  readonly settings: SettingsService;
}

/** Makes ghost text and offers it to VS Code for everything that can be edited. */
export function createCompletions({ assist, settings, models, keys }: CompletionParts): Completions {
  const store = new DisposableStore();
  const pause = store.add(new Pause());
  const switches = store.add(new Switches(settings, assist.log));
  // An edit's checks have nothing to look at: what is inserted is judged by the steps that clean it.
  const provider = store.add(
    new CompletionProvider({
      assist: { ...assist, verifiers: CORE_VERIFIERS },
      switches,
      pause,
      pace: () => settings.current.completionPace,
      connected: () => models.setup !== "none",
    }),
  );
  store.add(models.onDidChange(() => provider.reset()));
  store.add(keys.onDidChange(() => provider.reset()));
  const showPause = (): void =>
    void vscode.commands.executeCommand("setContext", "upshift.completionsPaused", pause.on);
  store.add(pause.onDidChange(showPause));
  store.add(vscode.languages.registerInlineCompletionItemProvider({ pattern: "**" }, provider));
  return { provider, pause, settings, dispose: () => store.dispose() };
}
