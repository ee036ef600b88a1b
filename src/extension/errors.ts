import type { ErrorFacts, Failure } from "../core/assist/errors.ts";
import { formatBytes, formatClock, formatMoney, formatTokens, type Locale } from "../util/format.ts";
import type { Phrase } from "../util/phrase.ts";
import type { ActionId } from "./actionIds.ts";
import { type ShownFacts, type Trouble, TROUBLES } from "./troubles.ts";

export interface FailureText {
  readonly severity: Trouble["severity"];
  readonly icon: string;
  readonly sentence: Phrase;
  readonly actions: readonly ActionId[];
}

/** The sentence and next steps of a failure, at a moment and for a locale (for "until 14:32"). */
export function describeFailure(
  { code, facts }: Pick<Failure, "code" | "facts">,
  now: number,
  locale: Locale,
): FailureText {
  const trouble = TROUBLES[code];
  const sentence = trouble.sentence(shown(facts, now, locale));
  const actions = trouble.actions.flatMap((id) => fitting(id, facts));
  return { severity: trouble.severity, icon: trouble.icon, sentence: onlyUsed(sentence), actions };
}

/** A step of the table as far as it fits what happened. */
function fitting(id: ActionId, { replacement, consent, budget, tier }: ErrorFacts): readonly ActionId[] {
  if (id === "use-replacement" && replacement === undefined) return [];
  if (id === "raise-today" && budget !== "day") return [];
  if (id === "retry-mini" && tier === "mini") return [];
  // No key of ours is asked for here; asked again, VS Code asks the user again.
  return [id === "set-key" && consent !== undefined ? "retry" : id];
}

function shown(facts: ErrorFacts, now: number, locale: Locale): ShownFacts {
  return {
    host: facts.host || "The endpoint",
    model: facts.model ?? "the model",
    file: facts.file ?? "The file",
    setting: facts.setting ?? "A setting",
    reason: facts.reason ?? "unknown",
    step: facts.step ?? "A step",
    parameter: facts.parameter ?? "",
    date: facts.date ?? "",
    replacement: facts.replacement ?? "",
    time: formatClock(now + (facts.retryAfterMs ?? 0), locale),
    seconds: facts.seconds ?? 0,
    tokens: formatTokens(facts.tokens ?? 0, locale),
    limitTokens: formatTokens(facts.limitTokens ?? 0, locale),
    size: formatBytes(facts.bytes ?? 0, locale),
    limitSize: formatBytes(facts.limitBytes ?? 0, locale),
    cost: formatMoney(facts.costPico ?? 0, locale),
    left: formatMoney(facts.leftPico ?? 0, locale),
    known: facts,
  };
}

function onlyUsed({ text, args }: Phrase): Phrase {
  return { text, args: Object.fromEntries(Object.entries(args).filter(([name]) => text.includes(`{${name}}`))) };
}
