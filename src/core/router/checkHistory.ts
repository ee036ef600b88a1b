import type { CheckName } from "../cascade/verdict.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import { CHECK_STRENGTHS, type CheckHistory, type CheckStrength, updatedStrength } from "./checkStrength.ts";
import { type Feedback, type FeedbackKind, outcomeOf } from "./feedback.ts";

/** What a check said of one answer, and what is known of that answer. */
interface Judged {
  readonly accepted: boolean;
  /** Chance to be right before it was asked, by the table. */
  readonly chance: number;
  /** How good it was in the user's hands, 0 to 1; absent where nothing tells. */
  readonly good?: number;
}

/**
 * The measured strengths, moved by what happened here. Nobody is told which answers were right, so each counts in shares:
 * before its check as right as the table expected of its model, and, where the check let it through, as good as the user
 * found it, or as likely as the measured strength says where the user said nothing. Only first tries count: of an answer
 * to a complaint the table knows nothing.
 */
export function strengthsFrom(
  entries: readonly LedgerEntry[],
  feedback: readonly Feedback[],
): Readonly<Record<CheckName, CheckStrength>> {
  const kinds = kindsByAnswer(feedback);
  const seen = new Map<CheckName, CheckHistory>();
  for (const entry of entries) {
    const judged = judgedOf(entry, kinds);
    for (const check of judged ? (entry.checked ?? []) : []) {
      // The check that ran last is the one that refused.
      const accepted = judged?.accepted === true || check !== entry.checked?.at(-1);
      if (judged) seen.set(check, counted(seen.get(check), { ...judged, accepted }, CHECK_STRENGTHS[check]));
    }
  }
  return { ...CHECK_STRENGTHS, ...Object.fromEntries([...seen].map(moved)) };
}

function moved([check, history]: readonly [CheckName, CheckHistory]): readonly [CheckName, CheckStrength] {
  return [check, updatedStrength(CHECK_STRENGTHS[check], history)];
}

function kindsByAnswer(feedback: readonly Feedback[]): ReadonlyMap<string, readonly FeedbackKind[]> {
  const kinds = new Map<string, FeedbackKind[]>();
  for (const { request, model, kind } of feedback) {
    const key = `${request}\n${model}`;
    const known = kinds.get(key);
    if (known) known.push(kind);
    else kinds.set(key, [kind]);
  }
  return kinds;
}

function judgedOf(
  { request, connection, model, tier, why, outcome, verdict, route }: LedgerEntry,
  kinds: ReadonlyMap<string, readonly FeedbackKind[]>,
): Judged | undefined {
  const id = `${connection}/${model}`;
  const chance = route?.candidates.find((one) => one.model === id && one.tier === tier)?.right;
  if (why !== "routed" || chance === undefined || verdict === undefined) return undefined;
  if (outcome !== "accepted" && outcome !== "rejected") return undefined;
  const good = outcomeOf(kinds.get(`${request}\n${id}`) ?? []);
  return { accepted: verdict !== "rejected", chance, ...(good === undefined ? {} : { good }) };
}

const NOTHING: CheckHistory = { right: { accepted: 0, judged: 0 }, wrong: { accepted: 0, judged: 0 } };

function counted(before: CheckHistory = NOTHING, answer: Judged, strength: CheckStrength): CheckHistory {
  const { accepted, chance } = answer;
  const rightPassed = chance * strength.acceptsRight;
  const wrongPassed = (1 - chance) * strength.acceptsWrong;
  const right = answer.good ?? (rightPassed + wrongPassed === 0 ? chance : rightPassed / (rightPassed + wrongPassed));
  return {
    right: plus(before.right, accepted ? right : 0, chance),
    wrong: plus(before.wrong, accepted ? 1 - right : 0, 1 - chance),
  };
}

function plus(
  { accepted, judged }: CheckHistory["right"],
  more: number,
  all: number,
): { readonly accepted: number; readonly judged: number } {
  return { accepted: accepted + more, judged: judged + all };
}
