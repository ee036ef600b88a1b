import * as vscode from "vscode";
import type { AssistDeps } from "../../core/assist/deps.ts";
import { CORE_VERIFIERS } from "../../core/cascade/verify.ts";
import { CompletionSpend, HOUR_MS } from "../../core/complete/spend.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import type { Clock } from "../../core/ports.ts";
import { DisposableStore } from "../../util/disposable.ts";
import type { Models } from "../models.ts";
import type { Keys } from "../secrets.ts";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";
import { CompletionProvider } from "./completionProvider.ts";
import { tellOtherProvider } from "./otherProviders.ts";
import { Pause } from "./pause.ts";
import { Switches } from "./switches.ts";

export interface CompletionParts {
  readonly assist: AssistDeps;
  readonly settings: SettingsService;
  readonly models: Models;
  readonly keys: Keys;
  readonly ledger: Ledger;
  readonly memory: vscode.Memento;
  readonly words: Words;
}

export interface Completions extends vscode.Disposable {
  readonly provider: CompletionProvider;
  readonly pause: Pause;
  readonly settings: SettingsService;
  readonly spend: CompletionSpend;
  readonly words: Words;
  readonly clock: Clock;
}

/** Entries that hold an hour of busy windows, and those of the time between two completions. */
const FIRST_LOOK = 1_000;
const NEXT_LOOK = 200;

/** Reads from the record what completions of other windows cost. */
function lookElsewhere(spend: CompletionSpend, { assist, ledger }: CompletionParts): () => void {
  const { clock, session, log } = assist;
  let most = FIRST_LOOK;
  return () => {
    const read = ledger.newest(clock.now() - HOUR_MS, most);
    most = NEXT_LOOK;
    read.then(
      (entries) => spend.noteElsewhere(entries.filter((entry) => entry.session !== session)),
      (error: unknown) => log.error(`What other windows spend on completions could not be read: ${String(error)}`),
    );
  };
}

/** Makes ghost text and offers it to VS Code for everything that can be edited. */
export function createCompletions(parts: CompletionParts): Completions {
  const { assist, settings, models, keys, ledger, memory, words } = parts;
  const store = new DisposableStore();
  const pause = store.add(new Pause());
  const switches = store.add(new Switches(settings, assist.log));
  const spend = new CompletionSpend();
  const look = lookElsewhere(spend, parts);
  store.add(
    ledger.onDidAppend(({ task, cost, at }) => {
      if (task !== "complete") return;
      spend.add(cost, at);
      look();
    }),
  );
  const lookOnce = once(look);
  const tellOnce = once(() => void tellOtherProvider({ settings, memory, words }));
  // An edit's checks have nothing to look at: what is inserted is judged by the steps that clean it.
  const provider = store.add(
    new CompletionProvider({
      assist: { ...assist, verifiers: CORE_VERIFIERS },
      switches,
      pause,
      rest: () => {
        tellOnce();
        lookOnce();
        if (spend.isOver(settings.current.completionLimitPico, assist.clock.now())) return "hour-limit";
        return spend.isNearBudget(assist.budgetLeft?.()?.pico) ? "near-budget" : undefined;
      },
      onShown: () => spend.noteShown(),
      pace: () => settings.current.completionPace,
      connected: () => models.setup !== "none",
    }),
  );
  // Not at every change of prices: the first request of a window loads them, and would end itself.
  store.add(models.onDidChangeSeats(() => provider.reset()));
  store.add(keys.onDidChange(() => provider.reset()));
  const showPause = (): void =>
    void vscode.commands.executeCommand("setContext", "upshift.completionsPaused", pause.on);
  store.add(pause.onDidChange(showPause));
  store.add(vscode.languages.registerInlineCompletionItemProvider({ pattern: "**" }, provider));
  return { provider, pause, settings, spend, words, clock: assist.clock, dispose: () => store.dispose() };
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    run();
  };
}
