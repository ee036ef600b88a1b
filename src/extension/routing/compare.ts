import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { type ComparedAnswer, comparedAnswer, difference, differingLines } from "../../core/assist/comparison.ts";
import type { LedgerEntry } from "../../core/ledger/entry.ts";
import type { Read } from "../../core/models/pairRatios.ts";
import { promptTokens } from "../../core/models/usage.ts";
import { TIER_NAMES, TIERS, type Tier } from "../../core/models/tier.ts";
import { phrase } from "../../util/phrase.ts";
import type { CompareView } from "../../protocol/viewState.ts";
import type { Conversation, Turn } from "../chat/conversation.ts";
import { type Asking, shownAs } from "../commands/ask.ts";
import type { Words } from "../words.ts";
import type { Comparisons } from "./comparisons.ts";

/**
 * Compare with Another Tier: asks the same on a second tier and lays both answers side by side in the chat, until the user
 * keeps one of them or both. Without `tier` the user is asked for it.
 */
export async function compareAnswer(turn: Turn | undefined, asking: Asking, tier?: Tier): Promise<void> {
  const { conversation, comparisons } = asking;
  const first = turn && answerOf(turn);
  const chosen = first && (tier ?? (await pickTier(first.tier, asking)));
  if (!turn || !chosen) return;
  await asking.withdraw(turn.id);
  const request = { ...turn.request, id: randomUUID(), tier: chosen };
  comparisons.open(request.id, turn.id);
  const second = await conversation.ask(request, shownAs(turn));
  // What failed or was stopped is no answer to keep: both stay in the chat as they are.
  learnFrom(turn, second, asking);
  if (second.answer.view.state === "done") comparisons.open(second.id, turn.id);
  else comparisons.close(second.id);
}

/** Where both first tries were given the very same, what each says that it read is a ratio of their tokens. */
function learnFrom(one: Turn, other: Turn, { conversation, pairs }: Asking): void {
  const [first, second] = [one, other].map(({ id, answer }) => {
    const [entry, ...more] = answer.entries;
    const isPlain = entry !== undefined && more.length === 0 && !entry.usage.estimated;
    return isPlain ? { entry, messages: conversation.sent(id)?.messages } : undefined;
  });
  if (!first?.messages || JSON.stringify(first.messages) !== JSON.stringify(second?.messages)) return;
  const read = ({ connection, model, usage }: LedgerEntry): Read => ({
    id: `${connection}/${model}`,
    tokens: promptTokens(usage),
  });
  if (second) pairs.observe(read(first.entry), read(second.entry));
}

function answerOf({ answer }: Turn): ComparedAnswer | undefined {
  return comparedAnswer(answer.view.text, answer.entries);
}

/** What the chat says about two answers; without figures while the second is being written. */
export function compareView(
  second: string,
  { turns }: Pick<Conversation, "turns">,
  comparisons: Comparisons,
  { tell }: Words,
): CompareView | undefined {
  const [one, other] = pairOf(second, turns, comparisons) ?? [];
  const first = one && answerOf(one);
  if (!one || !other || !first) return undefined;
  const next = other.answer.view.state === "done" ? answerOf(other) : undefined;
  if (!next) return { with: one.id };
  const lines = differingLines(first.text, next.text);
  const best = first.verdict === next.verdict ? undefined : next.verdict === "accepted" ? "second" : "first";
  return {
    with: one.id,
    difference: tell(difference(first, next)),
    lines: lines === 1 ? tell(phrase("1 line differs")) : tell(phrase("{lines} lines differ", { lines })),
    ...(best === "second" || first.verdict === "accepted" ? { best: best ?? "first" } : {}),
  };
}

function pairOf(second: string, turns: readonly Turn[], comparisons: Comparisons): readonly [Turn, Turn] | undefined {
  const first = comparisons.firstOf(second);
  const [one, other] = [first, second].map((id) => turns.find((turn) => turn.id === id));
  return one && other && [one, other];
}

/** Keeps one of two answers; the other leaves the chat, and which was better is remembered. */
export async function keepAnswer(which: "first" | "second", { id }: Turn, asking: Asking): Promise<void> {
  const { conversation, comparisons } = asking;
  const [one, other] = pairOf(id, conversation.turns, comparisons) ?? [];
  if (!one || !other || conversation.busy !== undefined) return;
  const [kept, left] = which === "first" ? [one, other] : [other, one];
  asking.noteFeedback(kept.id, "preferred");
  await asking.withdraw(left.id);
  comparisons.close(id);
  conversation.remove(left.id);
}

export async function diffAnswers({ id }: Turn, { conversation, comparisons, words }: Asking): Promise<void> {
  const [first, other] = (pairOf(id, conversation.turns, comparisons) ?? []).map(answerOf);
  if (first && other) await comparisons.showDiff(first, other, words);
}

async function pickTier(answered: Tier, { composer, words }: Asking): Promise<Tier | undefined> {
  const open = composer.view.options.filter(({ reason }) => reason === undefined).map(({ choice }) => choice);
  const items = TIERS.filter((tier) => tier !== answered && (open.length === 0 || open.includes(tier))).map((tier) => ({
    label: TIER_NAMES[tier],
    tier,
  }));
  const title = words.t("Compare with which tier?", {});
  return (await vscode.window.showQuickPick(items, { title }))?.tier;
}
