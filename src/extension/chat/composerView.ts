import type { Preview } from "../../core/assist/preview.ts";
import { type Depth, TIER_CHOICES, TIER_NAMES, type TierChoice } from "../../core/models/tier.ts";
import type { RouteDecision } from "../../core/router/decision.ts";
import { expectedCost, requestCost } from "../../core/router/expected.ts";
import { placeId } from "../../core/context/item.ts";
import type { ChipView, ComposerView, TierOptionView } from "../../protocol/viewState.ts";
import { phrase } from "../../util/phrase.ts";
import type { Words } from "../words.ts";
import type { AnswerWords } from "./answerState.ts";

export const NO_COMPOSER: ComposerView = {
  chips: [],
  pick: "auto",
  depth: "deep",
  options: [],
  tokens: 0,
  redactions: 0,
};

/** What the composer found out by the steps of a real request. */
export interface ComposerFacts {
  readonly found: Preview;
  /** The same with the layers that would stand in front of it. */
  readonly layered: Preview;
  /** The same without a pick or a limit: what every tier would take. */
  readonly all: Preview;
  readonly pick: TierChoice;
  readonly depth: Depth;
  /** A chip for each file that the message is about, for when none of it could be read. */
  readonly places: readonly ChipView[];
  readonly removed: readonly ChipView[];
}

/** The composer as it is drawn. Whatever blocks the message has a chip that can be taken out. */
export function composerView(facts: ComposerFacts, words: AnswerWords): ComposerView {
  const { found, layered, all, pick, depth } = facts;
  const options = TIER_CHOICES.map((choice) => optionView(choice, all, words));
  const gone = facts.removed.map((chip): ChipView => ({ ...chip, removed: true }));
  if (found.type === "blocked") {
    const { text: blocked } = words.notice(found.failure);
    // What is too long may be condensed, by itself or when the user says so below the answer.
    const isTooLong = found.failure.code === "context-too-long";
    const culprit = found.failure.facts.file;
    const chips = facts.places.map((chip) => (chip.name === nameOf(culprit) ? { ...chip, blocked } : chip));
    return {
      ...NO_COMPOSER,
      chips: [...chips, ...gone],
      pick,
      depth,
      options,
      ...(isTooLong ? { hint: blocked } : { blocked }),
    };
  }
  const { pack } = found;
  const { decision } = layered.type === "ready" ? layered : found;
  const first = decision.plan.order[0];
  return {
    chips: [...chipViews(found, words), ...gone],
    pick,
    depth,
    options,
    tokens: pack.tokens,
    redactions: pack.redactions.length,
    ...(decision.signals.layer ? { expected: requestCost(decision) } : {}),
    ...(first ? { wouldAnswer: first.tier } : { blocked: words.tell(phrase("No model can answer this")) }),
  };
}

function nameOf(path = ""): string {
  return path.split("/").at(-1) ?? path;
}

function chipViews({ pack }: Preview & { type: "ready" }, { tell }: Words): ChipView[] {
  const kept = pack.parts.map(({ id, kind, path, range, tokens, cutFrom, hidden }): ChipView => {
    const name =
      kind === "selection" && range
        ? tell(phrase("Lines {start}–{end}", { ...range }))
        : kind === "diagnostics"
          ? tell(phrase("Problems"))
          : kind === "terminal"
            ? tell(phrase("Terminal"))
            : hidden
              ? tell(phrase("{name}, hidden characters taken out", { name: nameOf(path) }))
              : nameOf(path);
    return {
      id,
      kind,
      name,
      tokens: cutFrom ?? tokens,
      removed: false,
      ...(range ? { range } : {}),
      ...(cutFrom === undefined ? {} : { cutTo: tokens }),
    };
  });
  const out = pack.keptOut.map(({ path, rule }): ChipView => {
    const blocked = tell(phrase("Kept out by {rule}", { rule }));
    return { id: placeId(path), kind: "file", name: nameOf(path), tokens: 0, removed: false, blocked };
  });
  return [...kept.filter(({ kind }) => kind !== "symbol"), ...out];
}

function optionView(choice: TierChoice, all: Preview, { tell }: Words): TierOptionView {
  if (choice === "auto") return { choice, model: tell(phrase("Mini first, shift up when a check fails")) };
  const decision = all.type === "ready" ? all.decision : undefined;
  const fits = decision?.ranked.find(({ tier }) => tier === choice);
  if (fits) return { choice, model: fits.info.label, estimate: expectedCost(fits), worst: fits.estimate };
  return { choice, ...unavailable(choice, decision, tell) };
}

function unavailable(
  choice: Exclude<TierChoice, "auto">,
  decision: RouteDecision | undefined,
  tell: Words["tell"],
): { model: string; reason: string } {
  const out = decision?.excluded.find(({ tier }) => tier === choice);
  if (out) return { model: out.info.label, reason: tell(out.reason.because) };
  return { model: "", reason: tell(phrase("no model is set for {tier}", { tier: TIER_NAMES[choice] })) };
}
