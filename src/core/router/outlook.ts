import type { Candidate } from "../models/model.ts";
import { PICO_PER_DOLLAR } from "../models/money.ts";
import { costOf, type Price, ratesPerMillion } from "../models/price.ts";
import type { Tier } from "../models/tier.ts";
import { NO_USAGE } from "../models/usage.ts";
import type { TaskKind } from "../task/kinds.ts";
import { strataOf } from "./chance.ts";
import type { Outlook, RouteSignals } from "./decision.ts";
import { type Chance, chanceOf, type KindTable } from "./kindTable.ts";

/** Hidden reasoning of models that cannot answer without it, tokens. Recorded means lie between 600 and 2,700. */
const REASONING_TOKENS = 800;

/** List prices that are usual for a tier, for models without one. Only for comparing; never shown as a price. */
const USUAL: Readonly<Record<Tier, Price>> = {
  mini: listed(0.25, 2),
  full: listed(3, 15),
  deep: listed(10, 40),
  local: { kind: "free" },
};

function listed(input: number, output: number): Price {
  const rates = ratesPerMillion({ input, output });
  return { kind: "listed", rates, provenance: "assumed", asOf: "2026-11-21" };
}

/** The kind by which models are judged: the stated one, or the one guessed from the words of a free question. */
export function kindOf({ task, guessed }: RouteSignals): TaskKind {
  return guessed ?? task;
}

/** Pure; the same facts give the same outlook. */
export function outlookOf(candidate: Candidate, signals: RouteSignals, table: KindTable): Outlook {
  const chance = chanceOf(table, kindOf(signals), candidate);
  const output = expectedOutput(candidate, signals, table, chance);
  const ms = answerMs(candidate, signals, output) ?? (chance.row?.seconds ?? table.seconds[candidate.tier]) * 1_000;
  return {
    chance,
    strata: chance.strata ?? strataOf(chance.right),
    ...expectedPrice(candidate, signals, output, chance),
    ms: ms + (signals.waits?.[candidate.info.id] ?? 0),
  };
}

/** How long an answer of so many tokens takes by what was measured here. */
function answerMs({ info }: Candidate, { speeds }: RouteSignals, output: number): number | undefined {
  const speed = speeds?.[info.id];
  return speed && speed.firstMs + (output * 1_000) / speed.tokensPerSecond;
}

/** Tokens that the answer will take: as many as the code it replaces where that is known, else what the kind usually takes. */
function expectedOutput({ info }: Candidate, signals: RouteSignals, table: KindTable, { row }: Chance): number {
  const thoughts = info.leastEffort === undefined || info.leastEffort === "none" ? 0 : REASONING_TOKENS;
  const usual = table.kinds[kindOf(signals)].outputTokens;
  const text = signals.codeTokens === undefined ? usual : Math.max(usual / 4, signals.codeTokens);
  const measured = row?.outputTokens ?? 0;
  // A family that is known to be wordy is wordy here as well; what it thinks is in its measured length.
  return Math.max(text + thoughts, Math.min(measured, text + 4 * REASONING_TOKENS));
}

function expectedPrice(
  { tier, info }: Candidate,
  { promptTokens: counted, promptSizes, conversation }: RouteSignals,
  output: number,
  { row }: Chance,
): Pick<Outlook, "pico" | "priced"> {
  const promptTokens = promptSizes?.[info.id]?.tokens ?? counted;
  const cached = conversation?.model === info.id ? conversation.cachedTokens : (conversation?.cached?.[info.id] ?? 0);
  const cacheRead = Math.min(cached, promptTokens);
  const usage = { ...NO_USAGE, input: promptTokens - cacheRead, cacheRead, output: Math.round(output) };
  const cost = costOf(info.price, usage);
  if (cost.kind === "priced" || cost.kind === "simulated") return { pico: cost.pico, priced: "own" };
  if (cost.kind === "free" || cost.kind === "included") return { pico: 0, priced: "own" };
  if (row?.usd !== undefined) return { pico: row.usd * PICO_PER_DOLLAR, priced: "table" };
  const usual = costOf(USUAL[tier], usage);
  return { pico: usual.kind === "priced" ? usual.pico : 0, priced: "tier" };
}
