import type { Verdict } from "../../core/cascade/verdict.ts";
import type { PackSummary } from "../../core/context/pack.ts";
import type { LedgerEntry } from "../../core/ledger/entry.ts";
import { type Life, lifeOf } from "../../core/models/lifecycle.ts";
import type { Cost, Provenance } from "../../core/models/money.ts";
import { TIER_NAMES } from "../../core/models/tier.ts";
import { promptTokens, type Usage } from "../../core/models/usage.ts";
import type { RankedCandidate, RouteDecision } from "../../core/router/decision.ts";
import { expectedCost, worstCost } from "../../core/router/expected.ts";
import {
  decidingSentence,
  layerSentence,
  otherwiseSentences,
  priceSentence,
  stepSentence,
  taskSentence,
  waitSentence,
} from "../../core/router/explain.ts";
import type { ActionView, CandidateView, WhyView } from "../../protocol/viewState.ts";
import { costText } from "../../util/costText.ts";
import { formatDate, formatTokens } from "../../util/format.ts";
import { phrase, type Phrase } from "../../util/phrase.ts";
import { ACTION_LABELS, type ActionId } from "../actionIds.ts";
import type { Words } from "../words.ts";

export interface WhyFacts {
  readonly decision: RouteDecision;
  readonly pack: PackSummary;
  /** Of the last attempt that was checked. */
  readonly verdict?: Verdict;
  /** Attempts that have ended. */
  readonly entries: readonly LedgerEntry[];
}

/** "Why this model": every known fact of a decision, its candidates, and what can be changed. */
export function whyView(facts: WhyFacts, words: Words): WhyView {
  const rows = [
    taskRow(facts, words),
    ...ruleRows(facts, words),
    checksRow(facts),
    notCheckedRow(facts),
    costRow(facts, words),
    fullRow(facts, words),
    ...otherwiseRows(facts, words),
    tokensRow(facts, words),
    contextRow(facts),
    priceRow(facts, words),
    lifeRow(facts, words),
  ];
  return {
    rows: rows.flatMap((row) => (row ? [{ name: words.tell(row.name), value: words.tell(row.value) }] : [])),
    candidates: candidates(facts.decision, facts.entries, words),
    actions: actionsFor(facts).map((id) => actionView(id, words)),
  };
}

export function actionView(id: ActionId, { tell }: Words): ActionView {
  return { id, label: tell(ACTION_LABELS[id]) };
}

interface Row {
  readonly name: Phrase;
  readonly value: Phrase;
}

function taskRow({ decision }: WhyFacts, { tell }: Words): Row {
  return { name: phrase("Task"), value: taskSentence(decision, tell) };
}

/** Each sentence of the rule is a row of its own, so that none is joined from pieces. */
function ruleRows({ decision }: WhyFacts, { locale }: Words): readonly (Row | undefined)[] {
  const wait = waitSentence(decision, locale);
  const step = stepSentence(decision);
  const layer = layerSentence(decision, locale);
  const assumed = priceSentence(decision);
  return [
    { name: phrase("Rule"), value: decidingSentence(decision, locale) },
    layer && { name: phrase("Layers"), value: layer },
    wait && { name: phrase("Waiting"), value: wait },
    step && { name: phrase("Then"), value: step },
    assumed && { name: phrase("Assumed"), value: assumed },
  ];
}

/** What was expected before sending, and the most that it could have come to. */
function costRow({ decision }: WhyFacts, words: Words): Row | undefined {
  const first = decision.plan.order[0];
  const worst = worstCost(decision);
  if (!first || (worst.kind !== "priced" && worst.kind !== "simulated")) return undefined;
  const args = {
    expected: costText(expectedCost(first), words, { estimate: true }),
    worst: costText(worst, words, { bare: true }),
  };
  const value =
    decision.plan.order.length > 1
      ? phrase("{expected} at the first try, at most {worst} with every try", args)
      : phrase("{expected}, at most {worst}", args);
  return { name: phrase("Expected"), value };
}

function otherwiseRows({ decision }: WhyFacts, { locale }: Words): readonly Row[] {
  return otherwiseSentences(decision, locale).map((value) => ({ name: phrase("Otherwise"), value }));
}

function checksRow({ entries }: WhyFacts): Row | undefined {
  const verdict = entries.findLast((entry) => entry.verdict !== undefined);
  if (!verdict) return undefined;
  const checked = (verdict.checked ?? []).join(", ");
  const value =
    verdict.verdict === "rejected"
      ? phrase("{checks}: failed", { checks: checked })
      : verdict.verdict === "accepted"
        ? phrase("{checks}: nothing found", { checks: checked })
        : unverified(checked);
  return { name: phrase("Checks"), value };
}

function unverified(checked: string): Phrase {
  if (checked === "") return phrase("No check ran");
  if (checked === "shape") return phrase("That it reads like an answer; nothing stronger ran");
  return phrase("{checks} only; nothing stronger ran", { checks: checked });
}

function notCheckedRow({ verdict }: WhyFacts): Row | undefined {
  return verdict?.notChecked && { name: phrase("Not checked"), value: verdict.notChecked };
}

function fullRow({ decision, entries }: WhyFacts, words: Words): Row {
  const known = entries.at(-1)?.alwaysFull;
  const text = known ? costText(known, words) : costText(fullCost(decision), words, { estimate: true });
  return { name: phrase("Always Full"), value: phrase("{cost}", { cost: text }) };
}

/** What the full tier is likely to cost for this request. */
function fullCost({ ranked, excluded, alwaysFull }: RouteDecision): Cost {
  const full = [...ranked, ...excluded].find(({ tier }) => tier === "full");
  return full ? expectedCost(full) : alwaysFull;
}

function tokensRow({ decision, entries }: WhyFacts, words: Words): Row {
  const usage = entries.at(-1)?.usage;
  if (!usage) {
    const { promptTokens: input } = decision.signals;
    return { name: phrase("Tokens"), value: phrase("about {input} in", { input: formatTokens(input, words.locale) }) };
  }
  return { name: phrase("Tokens"), value: usagePhrase(usage, words) };
}

function usagePhrase(usage: Usage, { locale }: Words): Phrase {
  const input = exact(promptTokens(usage), locale);
  const args = { input, cached: exact(usage.cacheRead, locale), output: exact(usage.output, locale) };
  return usage.estimated
    ? phrase("about {input} in · {output} out, estimated: the server reported none", args)
    : phrase("{input} in ({cached} cached) · {output} out", args);
}

function exact(count: number, locale: string | undefined): string {
  return new Intl.NumberFormat(locale).format(count);
}

function contextRow({ pack }: WhyFacts): Row | undefined {
  const { redactions, keptOut } = pack;
  if (redactions.length === 0 && keptOut.length === 0) return undefined;
  const args = { secrets: redactions.length, files: keptOut.length };
  return { name: phrase("Privacy"), value: phrase("Secrets removed: {secrets} · Files kept out: {files}", args) };
}

const PRICE_SOURCES: Readonly<Record<Exclude<Cost["kind"], "priced">, Phrase>> = {
  simulated: phrase("Simulated: the demo costs nothing"),
  free: phrase("No charge: it runs on this computer"),
  included: phrase("Included in another vendor's plan"),
  unknown: phrase("No list price is known for this model behind this address"),
};

/** The end of the model that answered, where it is near or past. */
function lifeRow({ decision, entries }: WhyFacts, { locale }: Words): Row | undefined {
  const last = entries.at(-1);
  const info = last && decision.ranked.find(({ tier }) => tier === last.tier)?.info;
  if (info?.shutdownDate === undefined) return undefined;
  const life = lifeOf(info, last?.at ?? 0);
  if (life === "listed") return undefined;
  const { model, replacement } = info;
  return {
    name: phrase("Retirement"),
    value: lifeSentence(life, { model, replacement }, formatDate(info.shutdownDate, locale)),
  };
}

function lifeSentence(
  life: Exclude<Life, "listed">,
  { model, replacement }: { readonly model: string; readonly replacement: string | undefined },
  date: string,
): Phrase {
  if (replacement === undefined) {
    return life === "ended"
      ? phrase("Its maker shut {model} down on {date}.", { model, date })
      : phrase("Its maker shuts {model} down on {date}.", { model, date });
  }
  return life === "ended"
    ? phrase("Its maker shut {model} down on {date}; {replacement} replaces it.", { model, date, replacement })
    : phrase("Its maker shuts {model} down on {date}; {replacement} replaces it.", { model, date, replacement });
}

function actionsFor({ entries }: WhyFacts): readonly ActionId[] {
  const isUnpriced = entries.at(-1)?.cost.kind === "unknown";
  return [
    "use-full-in-chat",
    "show-sent",
    "show-prompt",
    "edit-routing",
    ...(isUnpriced ? (["set-price"] as const) : []),
  ];
}

function priceRow({ decision, entries }: WhyFacts, { locale }: Words): Row | undefined {
  const cost = entries.at(-1)?.cost ?? decision.plan.order[0]?.estimate;
  if (!cost) return undefined;
  const name = phrase("Price");
  if (cost.kind !== "priced") return { name, value: PRICE_SOURCES[cost.kind] };
  const tier = entries.at(-1)?.tier ?? decision.ranked[0]?.tier;
  const price = decision.ranked.find((candidate) => candidate.tier === tier)?.info.price;
  const day = price?.kind === "listed" ? price.asOf : undefined;
  return { name, value: sourceOf(cost.provenance, day === undefined ? undefined : formatDate(day, locale)) };
}

/** Where an amount comes from; `date` is that of the list, absent for a price of the user's own. */
function sourceOf(provenance: Provenance, date: string | undefined): Phrase {
  if (provenance === "billed") return phrase("Billed by the provider");
  if (date === undefined)
    return provenance === "estimated"
      ? phrase("Estimated from tokens counted here, at the price that you set")
      : phrase("Computed from the price that you set");
  return LIST_SOURCES[provenance](date);
}

const LIST_SOURCES: Readonly<Record<Exclude<Provenance, "billed">, (date: string) => Phrase>> = {
  computed: (date) => phrase("Computed from the list price of {date}", { date }),
  assumed: (date) => phrase("Assumed from the maker's list price of {date}", { date }),
  estimated: (date) => phrase("Estimated from tokens counted here, at the list price of {date}", { date }),
};

function candidates(
  { ranked, excluded, plan }: RouteDecision,
  entries: readonly LedgerEntry[],
  { tell }: Words,
): CandidateView[] {
  const answered = entries.at(-1)?.tier ?? plan.order[0]?.tier;
  return [
    ...ranked.map((one) => ({ ...candidateOf(one), chosen: one.tier === answered })),
    ...excluded.map((one) => ({
      ...candidateOf(one),
      chosen: false,
      excluded: tell(phrase("{tier}: {reason}", { tier: TIER_NAMES[one.tier], reason: one.reason.because })),
    })),
  ];
}

function candidateOf(one: RankedCandidate): Omit<CandidateView, "chosen"> {
  const { tier, info, outlook } = one;
  const { right } = outlook.chance;
  return { tier, model: info.label, estimate: expectedCost(one), worst: one.estimate, chance: right, ms: outlook.ms };
}
