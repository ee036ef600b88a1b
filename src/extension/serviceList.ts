import type * as vscode from "vscode";
import type { Failure } from "../core/assist/errors.ts";
import type { Ledger } from "../core/ledger/ledger.ts";
import type { Tokenizer } from "../core/ports.ts";
import type { ChatHistory } from "./chat/chatHistory.ts";
import type { ChatView } from "./chat/chatView.ts";
import type { Composer } from "./chat/composer.ts";
import type { Conversation } from "./chat/conversation.ts";
import type { Payloads } from "./chat/payloads.ts";
import type { Adding } from "./commands/addToChat.ts";
import type { Asking } from "./commands/ask.ts";
import type { Changing } from "./commands/changes.ts";
import type { InPlace } from "./commands/inPlace.ts";
import type { Debugging } from "./deep/startDebugging.ts";
import type { Completions } from "./inline/completions.ts";
import type { MenuDeps } from "./commands/menu.ts";
import type { Choosing } from "./commands/models.ts";
import type { Pricing } from "./commands/setPrice.ts";
import type { CostDesk } from "./cost/costDesk.ts";
import type { CostView } from "./cost/costView.ts";
import type { TidyDeps } from "./cost/tidyCosts.ts";
import type { Reviewing } from "./edits/reviewCommands.ts";
import type { Participant } from "./lm/participant.ts";
import type { UpshiftModels } from "./lm/upshiftModels.ts";
import type { createLog } from "./log.ts";
import type { Models } from "./models.ts";
import type { Refactorings } from "./refactor/refactorAcross.ts";
import type { RoutingDesk } from "./routing/tryRouting.ts";
import type { SettingsService } from "./settings.ts";
import type { OtherTools } from "./tools/otherTools.ts";
import type { Supporting } from "./support/supporting.ts";

/** What commands work with; made once, by hand, top to bottom. */
export interface Services {
  readonly log: ReturnType<typeof createLog>;
  readonly settings: SettingsService;
  readonly models: Models;
  readonly ledger: Ledger;
  readonly tokenizer: Tokenizer;
  readonly conversation: Conversation;
  readonly composer: Composer;
  readonly chat: ChatView;
  readonly asking: Asking;
  readonly payloads: Payloads;
  readonly adding: Adding;
  readonly choosing: Choosing;
  readonly desk: RoutingDesk;
  readonly menu: MenuDeps;
  readonly completions: Completions;
  readonly inPlace: InPlace;
  readonly changing: Changing;
  readonly debugging: Debugging;
  readonly supporting: Supporting;
  /** Tools of other extensions. */
  readonly otherTools: OtherTools;
  /** Upshift as a source of models for VS Code. */
  readonly languageModels: UpshiftModels;
  /** `@upshift` in VS Code's chat. */
  readonly participant: Participant;
  readonly cost: CostView;
  readonly explain: CostDesk["explain"];
  readonly exporting: TidyDeps;
  readonly pricing: Pricing;
  readonly history: ChatHistory;
  readonly reviewing: Reviewing;
  readonly refactorings: Refactorings;
  readonly report: (failure: Failure) => void;
  /** Runs a command of the manifest. */
  readonly run: (id: string, args: readonly unknown[]) => Promise<void>;
}

export interface RunningServices extends Services, vscode.Disposable {
  /** The window closes: stops what runs, books it and saves the chat. */
  shutDown(): Promise<void>;
}
