import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { AssistDeps } from "../core/assist/deps.ts";
import type { Failure } from "../core/assist/errors.ts";
import { Health } from "../core/router/health.ts";
import type { DisposableStore } from "../util/disposable.ts";
import { neighboursFrom } from "./inline/findNeighbours.ts";
import { RecentEdits } from "./inline/recentEdits.ts";
import { createContextSource } from "./context/collect.ts";
import { CLOCK, sleep } from "./clock.ts";
import { Reviews } from "./edits/reviews.ts";
import { ReviewStore } from "./edits/reviewStore.ts";
import { openLedger } from "./budgets.ts";
import { LedgerFile } from "./ledgerFile.ts";
import { Listings } from "./listings.ts";
import { Models } from "./models.ts";
import { bookingIn, OpenAttempts } from "./openAttempts.ts";
import { createPrices } from "./prices/prices.ts";
import { createRouting } from "./routing/createRouting.ts";
import { Keys } from "./secrets.ts";
import { SettingsService } from "./settings.ts";
import { createTokens } from "./tokens.ts";
import { createReading } from "./tools/reading.ts";
import { createChecks } from "./verify/checks.ts";
import type { Words } from "./words.ts";
import type { createLog } from "./log.ts";

interface RoadParts {
  readonly store: DisposableStore;
  readonly words: Words;
  readonly log: ReturnType<typeof createLog>;
  readonly report: (failure: Failure) => void;
}

/** Everything that an answer needs, whichever surface asks: settings, models, record, checks; `deps` is what `assist()` takes. */
export function createRoad(context: vscode.ExtensionContext, { store, words, log, report }: RoadParts) {
  const settings = store.add(
    new SettingsService(log, ([first]) => {
      if (first) report({ code: "bad-setting", facts: first });
    }),
  );
  const keys = new Keys(context.secrets, context.globalState);
  const listings = new Listings(context.globalState);
  const { prices, refresh } = store.add(
    createPrices({ context, settings, listings, clock: CLOCK, log, words, report }),
  );
  const health = new Health();
  const models = store.add(new Models({ settings, keys, memory: context.globalState, prices, health, listings, log }));
  const storage = context.globalStorageUri.fsPath;
  const ledgerFile = store.add(new LedgerFile(storage));
  const session = randomUUID();
  const { ledger, budgetDesk } = openLedger({
    ...{ store: ledgerFile, clock: CLOCK, session, memory: context.globalState, words, log },
    limits: () => settings.current.budgets,
    hasLocal: () => models.seats().some(({ info }) => info.local),
  });
  store.add(budgetDesk);
  const openAttempts = new OpenAttempts(storage);
  const { tokenizer, calibration, pairs } = store.add(createTokens({ context, onDidLearn: ledger.onDidAppend, log }));
  const reviews = store.add(new Reviews(new ReviewStore(context.workspaceState)));
  const { book, routing, speeds } = store.add(
    createRouting({ settings, ledger, clock: CLOCK, log, folder: storage, report }),
  );
  const reading = createReading({ memory: context.workspaceState, settings, words });
  const { verifiers, ofTexts } = createChecks({ context, reviews, settings, store, log, tests: reading.tests });
  const deps: AssistDeps = {
    context: reviews.bases.watch(createContextSource(settings, neighboursFrom(store.add(new RecentEdits())))),
    seats: () => models.seats(),
    verifiers,
    reader: reading.reader,
    ownPrompts: () => settings.current.prompts.tasks,
    ledger: bookingIn(ledger, openAttempts),
    prices,
    clock: CLOCK,
    newId: randomUUID,
    session,
    workspace: () => vscode.workspace.workspaceFolders?.[0]?.name,
    maxTokens: () => settings.current.maxContextTokens,
    policy: () => routing.policy,
    budgets: budgetDesk.budgets,
    budgetLeft: () => budgetDesk.budgets.left,
    health,
    speeds: () => speeds.byModel,
    sleep,
    tokenizer,
    calibration,
    pairs,
    log,
  };
  return {
    ...{ deps, settings, keys, listings, prices, refresh, models, reviews, routing, book, reading, ofTexts },
    ...{ ledger, ledgerFile, budgetDesk, openAttempts, tokenizer, pairs },
  };
}
