import { randomUUID } from "node:crypto";
import { isAssistError, type Failure, toFailure } from "../../core/assist/errors.ts";
import type { AssistRequest } from "../../core/assist/request.ts";
import type { PairRatios } from "../../core/models/pairRatios.ts";
import type { Tier, TierChoice } from "../../core/models/tier.ts";
import { FORMAT_PROMPTS } from "../../core/prompts/editFormats.ts";
import { TASK_NAMES } from "../../core/router/explain.ts";
import type { FeedbackKind } from "../../core/router/feedback.ts";
import type { TaskKind } from "../../core/task/kinds.ts";
import { commandAnchors, contextLine } from "../chat/anchors.ts";
import type { BudgetDesk } from "../budgets.ts";
import type { ChatView } from "../chat/chatView.ts";
import type { Composer } from "../chat/composer.ts";
import type { Asked as Shown, Conversation, Flow, Turn } from "../chat/conversation.ts";
import type { Asked } from "../prompts.ts";
import type { Comparisons } from "../routing/comparisons.ts";
import { condensing } from "../deep/flows.ts";
import type { Words } from "../words.ts";
import * as vscode from "vscode";

export interface Asking {
  readonly conversation: Conversation;
  readonly composer: Composer;
  readonly chat: ChatView;
  readonly words: Words;
  /** Some tier has a model, be it the demo's. */
  readonly isConnected: () => boolean;
  /** Keeps what the user makes of an answer. */
  readonly noteFeedback: (turn: string, kind: FeedbackKind) => void;
  /** The tier that the user wants where they are always asked; undefined = they gave up. */
  readonly chooseTier: (request: AssistRequest) => Promise<TierChoice | undefined>;
  /** Gives a tier to `connection/model`, in the user's settings. */
  readonly setModel: (tier: Tier, model: string) => Promise<void>;
  readonly budgetDesk: BudgetDesk;
  readonly comparisons: Comparisons;
  /** Learns from prompts that two models were given. */
  readonly pairs: PairRatios;
  /** Takes a pending edit of an answer out of the editor. */
  readonly withdraw: (turn: string) => Promise<void>;
  /** Puts the answer of a try that a check refused under review all the same. */
  readonly keepTry: (turn: Turn, attempt: number) => Promise<Failure | undefined>;
  /** What is to be said about the parts of an answer's edit that were left out; "" where there are none. */
  readonly leftOut: (turn: string) => string;
  /** What a message asks for: itself, or what a prompt of the user's own says. */
  readonly asked: (message: string) => Promise<Asked>;
  /** Opens the prompt of an answer. */
  readonly showPrompt: (turn: string) => Promise<void>;
  /** Opens what an answer's model was given. */
  readonly showSent: (turn: string) => Promise<void>;
  /** Shows a failure that has no answer to stand under. */
  readonly report: (failure: Failure) => void;
}

/** Explain, Fix, Refactor …: the task is stated, the place is the selection or the function at the cursor. */
export async function askAbout(
  task: TaskKind,
  { conversation, composer, chat, words, report, chooseTier }: Asking,
  instruction = "",
  { anchors, proof }: Partial<Pick<AssistRequest, "anchors" | "proof">> = {},
): Promise<Turn | undefined> {
  try {
    const places = anchors ?? commandAnchors();
    const request: AssistRequest = {
      id: randomUUID(),
      task,
      instruction,
      origin: "command",
      ...composer.choice,
      anchors: places,
      without: [],
      history: [],
      reading: composer.reading,
      ...(proof ? { proof } : {}),
    };
    await chat.reveal(false);
    const text = instruction === "" ? words.tell(TASK_NAMES[task]) : instruction;
    const tier = await chooseTier(request);
    if (tier === undefined) return undefined;
    return await conversation.ask({ ...request, tier }, { text, context: contextLine(places) });
  } catch (error) {
    if (!isAssistError(error)) throw error;
    report(toFailure(error));
    return undefined;
  }
}

/** Edit…: a free instruction on the selected code. */
export async function askForEdit(asking: Asking): Promise<Turn | undefined> {
  const { t } = asking.words;
  // The place first: what was typed must not be lost because there is none.
  if (!hasPlace(asking)) return undefined;
  const instruction = await vscode.window.showInputBox({
    ignoreFocusOut: true,
    title: t("Edit the selected code", {}),
    placeHolder: t("Make it return early", {}),
    prompt: t("The change is shown for review; nothing is written before you accept it", {}),
  });
  if (instruction === undefined || instruction.trim() === "") return undefined;
  return await askAbout("edit", asking, instruction.trim());
}

function hasPlace({ report }: Asking): boolean {
  try {
    return commandAnchors().length > 0;
  } catch (error) {
    if (!isAssistError(error)) throw error;
    report(toFailure(error));
    return false;
  }
}

/** A free question about what the chips show. */
export async function askFreely(
  text: string,
  tier: TierChoice | undefined,
  { conversation, composer, chooseTier, asked }: Asking,
  flow?: Flow,
): Promise<Turn | undefined> {
  const { anchors } = composer;
  const { pinned } = conversation;
  const request: AssistRequest = {
    id: randomUUID(),
    ...(await asked(text)),
    origin: "chat",
    ...composer.choice,
    ...(tier ? { tier } : {}),
    anchors,
    without: composer.without,
    history: conversation.history,
    reading: composer.reading,
    ...(pinned ? { conversation: pinned } : {}),
  };
  const chosen = await chooseTier(request);
  if (chosen === undefined) return undefined;
  const shown = { text, context: contextLine(anchors), ...(flow ? { flow } : {}) };
  return await conversation.ask({ ...request, tier: chosen }, shown);
}

/** Asks the same again, on another tier where one is named. The earlier answer stays. */
export async function askAgain(turn: Turn, tier: TierChoice | undefined, asking: Asking): Promise<Turn> {
  asking.noteFeedback(turn.id, "ask-again");
  await asking.withdraw(turn.id);
  // What was let through once is asked about again.
  const { unpricedAllowed: _, ...same } = turn.request;
  const request: AssistRequest = { ...same, id: randomUUID(), tier: tier ?? same.tier };
  return await asking.conversation.ask(request, shownAs(turn));
}

/** Asks again, and lets models without a price answer this one. */
export async function askAllowed(turn: Turn, asking: Asking): Promise<void> {
  const request: AssistRequest = { ...turn.request, id: randomUUID(), unpricedAllowed: true };
  await asking.conversation.ask(request, shownAs(turn));
}

/** How a turn that is asked again is shown and gone through. */
export function shownAs({ text, context, flow, kept }: Turn): Shown {
  return { text, context, ...(flow ? { flow } : {}), ...(kept ? { kept } : {}) };
}

/** Gives the tier of a model that was shut down to the one that replaces it, and asks again. */
export async function useReplacement(turn: Turn, asking: Asking): Promise<void> {
  const tier = turn.answer.view.attempts.at(-1)?.tier;
  const info = turn.answer.decision?.ranked.find((seat) => seat.tier === tier)?.info;
  if (tier === undefined || info?.replacement === undefined) return;
  await asking.setModel(tier, `${info.connection}/${info.replacement}`);
  await askAgain(turn, undefined, asking);
}

/** Asks the same with its context condensed by a mini model, where it is too large for one prompt. */
export async function askCondensed(turn: Turn, { conversation }: Asking): Promise<Turn> {
  const { text, context } = turn;
  const request = { ...turn.request, id: randomUUID() };
  return await conversation.ask(request, { text, context, flow: condensing, kept: { kind: "condense" } });
}

/** Goes on where an answer stopped: the same request with what arrived as history. A flow is gone through again. */
export async function askOn(turn: Turn, asking: Asking): Promise<Turn> {
  if (turn.kept) return await askAgain(turn, undefined, asking);
  const { conversation, words } = asking;
  const text = words.t("Continue", {});
  const request: AssistRequest = {
    ...turn.request,
    id: randomUUID(),
    instruction: "Continue exactly where the answer stopped.",
    history: [
      ...turn.request.history,
      { role: "user", text: turn.request.instruction === "" ? turn.text : turn.request.instruction },
      { role: "assistant", text: turn.answer.view.text },
    ],
  };
  return await conversation.ask(request, { text, context: turn.context });
}

/** Takes a refused answer as it is; while a stronger model is being asked, that one is stopped. */
export async function keepRefused(turn: Turn, attempt: number, { conversation, keepTry }: Asking): Promise<void> {
  if (conversation.busy === turn.id) {
    conversation.stop();
    await conversation.rest();
  }
  const failure = await keepTry(turn, attempt);
  if (failure) conversation.note(turn.id, failure);
}

/** What a flow found by itself: its first file is the one to edit. */
function readAnchors({ answer: { read = [] } }: Turn): AssistRequest["anchors"] {
  return read.map((uri, index) => ({ uri, ...(index > 0 ? { added: true } : {}) }));
}

/** Asks once more for the parts of an edit that had no safe place; what is under review stays. */
export async function askForRest(turn: Turn, { conversation, words, leftOut }: Asking): Promise<Turn> {
  const request: AssistRequest = {
    ...turn.request,
    id: randomUUID(),
    anchors: turn.request.anchors.length > 0 ? turn.request.anchors : readAnchors(turn),
    instruction: [
      "Some parts of your edit were left out, the others are in the file as it is shown now. Give only the missing parts again, as blocks of this form, quoting the file as it is now:",
      FORMAT_PROMPTS["search-replace"],
      leftOut(turn.id),
    ].join("\n\n"),
    history: [
      ...turn.request.history,
      { role: "user", text: turn.request.instruction === "" ? turn.text : turn.request.instruction },
      { role: "assistant", text: turn.answer.view.text },
    ],
  };
  return await conversation.ask(request, {
    text: words.t("Ask again for the parts left out", {}),
    context: turn.context,
  });
}
