import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { type ComparedAnswer, comparedAnswer, difference } from "../../core/assist/comparison.ts";
import { TIER_NAMES, TIERS, type Tier } from "../../core/models/tier.ts";
import type { Turn } from "../chat/conversation.ts";
import type { Asking } from "../commands/ask.ts";

const SCHEME = "upshift-compare";

/** Texts of compared answers, read-only, for the diff editor; the last few comparisons are kept. */
class ComparedTexts implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: randomUUID() });
    this.#texts.set(uri.toString(), text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > MOST_TEXTS && oldest !== undefined) this.#texts.delete(oldest);
    return uri;
  }
}

const MOST_TEXTS = 20;
const texts = new ComparedTexts();

export function registerComparing(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, texts);
}

/**
 * Compare with Another Tier: asks the same on a second tier as an answer of its own in the chat, shows both texts side by
 * side with price and time, and keeps which one the user prefers.
 */
export async function compareAnswer(turn: Turn | undefined, asking: Asking): Promise<void> {
  const { words, conversation } = asking;
  const first = turn && comparedAnswer(turn.answer.view.text, turn.answer.entries);
  if (!turn || !first) return;
  const tier = await pickTier(first.tier, asking);
  if (tier === undefined) return;
  await asking.withdraw(turn.id);
  const request = { ...turn.request, id: randomUUID(), tier };
  const second = await conversation.ask(request, { text: turn.text, context: turn.context });
  const other = comparedAnswer(second.answer.view.text, second.answer.entries);
  if (!other || second.answer.view.state !== "done") return;
  await showDiff(first, other, asking);
  const said = words.tell(difference(first, other));
  const keep = [turn, second].map(({ id, answer }) => {
    const name = TIER_NAMES[answer.entries.at(-1)?.tier ?? "mini"];
    return { title: words.t("Keep {tier}", { tier: name }), id };
  });
  const both = { title: words.t("Keep Both", {}), id: "" };
  const picked = await vscode.window.showInformationMessage(said, ...keep, both);
  if (picked && picked.id !== "") asking.noteFeedback(picked.id, "preferred");
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

async function showDiff(first: ComparedAnswer, other: ComparedAnswer, { words }: Asking): Promise<void> {
  const [left, right] = [first, other].map(({ tier, text }) => texts.put(TIER_NAMES[tier], text));
  const names = { first: TIER_NAMES[first.tier], other: TIER_NAMES[other.tier] };
  const title = words.t("{first} and {other}", names);
  await vscode.commands.executeCommand("vscode.diff", left, right, title, { preview: true });
}
