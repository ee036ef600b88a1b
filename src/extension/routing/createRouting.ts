import type { Failure } from "../../core/assist/errors.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import type { Clock, Log } from "../../core/ports.ts";
import type { SettingsService } from "../settings.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { CheckMemory } from "./checkMemory.ts";
import { FeedbackBook } from "./feedbackBook.ts";
import { Routing } from "./routing.ts";
import { Speeds } from "./speeds.ts";

export interface RoutingParts {
  readonly settings: SettingsService;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  /** Where feedback is kept. */
  readonly folder: string;
  readonly report: (failure: Failure) => void;
}

/** How requests are routed, with what moves it: feedback, what checks did, and how fast models were. */
export function createRouting({ settings, ledger, clock, log, folder, report }: RoutingParts): {
  readonly book: FeedbackBook;
  readonly routing: Routing;
  readonly speeds: Speeds;
  dispose(): void;
} {
  const store = new DisposableStore();
  const book = store.add(new FeedbackBook(folder, clock, log));
  const checks = store.add(new CheckMemory(ledger, clock, log));
  const badRule = (bad: Failure["facts"]): void => report({ code: "bad-setting", facts: bad });
  const routing = store.add(new Routing({ settings, book, checks, log, report: badRule }));
  const speeds = store.add(new Speeds(ledger, clock, log));
  return { book, routing, speeds, dispose: () => store.dispose() };
}
