import type * as vscode from "vscode";
import { Calibration } from "../core/models/calibration.ts";
import { PairRatios } from "../core/models/pairRatios.ts";
import type { Log, Tokenizer } from "../core/ports.ts";
import { WorkerTokenizer } from "../engines/tokens/workerTokenizer.ts";
import type { Event } from "../util/emitter.ts";
import { DisposableStore } from "../util/disposable.ts";

export interface Tokens extends vscode.Disposable {
  readonly tokenizer: Tokenizer;
  readonly calibration: Calibration;
  readonly pairs: PairRatios;
}

export interface TokenParts {
  readonly context: Pick<vscode.ExtensionContext, "asAbsolutePath" | "globalState">;
  /** An attempt was booked: something may have been learnt. */
  readonly onDidLearn: Event<unknown>;
  readonly log: Log;
}

const KEY = "tokenCalibration";
const PAIRS_KEY = "tokenPairs";
const SAVE_AFTER_MS = 10_000;

/** The counter of tokens, in a thread that starts with the first count, and what was learnt about each model's own. */
export function createTokens({ context, onDidLearn, log }: TokenParts): Tokens {
  const store = new DisposableStore();
  const tokenizer = store.add(
    new WorkerTokenizer({ file: context.asAbsolutePath("dist/engines-tokens-worker.cjs"), log }),
  );
  const calibration = new Calibration(context.globalState.get(KEY));
  const pairs = new PairRatios(context.globalState.get(PAIRS_KEY));
  let pending: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(pending);
    pending = undefined;
    void context.globalState.update(KEY, calibration.record);
    void context.globalState.update(PAIRS_KEY, pairs.record);
  };
  store.add(onDidLearn(() => (pending ??= setTimeout(save, SAVE_AFTER_MS))));
  store.add({ dispose: () => pending && save() });
  return { tokenizer, calibration, pairs, dispose: () => store.dispose() };
}
