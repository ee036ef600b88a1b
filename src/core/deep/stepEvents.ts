import type { AssistEvent } from "../assist/events.ts";
import type { StepInfo } from "../assist/step.ts";
import { stripHidden } from "../context/hidden.ts";
import { SecretVault } from "../context/secrets.ts";

/** Characters of an output that a step shows when it is unfolded. */
const MOST_DETAIL = 8_000;
const MOST_CAUSE = 160;

/** A step as an event. What is folded below it is redacted, because it is kept with the chat. */
export function stepEvent({ detail, ...step }: StepInfo): Extract<AssistEvent, { readonly type: "step" }> {
  if (detail === undefined || detail === "") return { type: "step", step };
  return { type: "step", step: { ...step, detail: withoutSecrets(detail.slice(-MOST_DETAIL)) } };
}

export function withoutSecrets(text: string): string {
  return new SecretVault().redact(text).text;
}

/** Where the prose of an answer ends and its edit begins. */
const EDIT_STARTS = /^(?:\s*`{3,}|\s*~{3,}|<<<<<<<|\*\*\* Begin Patch|--- [ab]?\/|\S+\.\w+\s*$)/m;

/** The first sentence of an answer, which says the cause; "" where the answer begins with code. */
export function causeIn(answer: string): string {
  const end = answer.search(EDIT_STARTS);
  const prose = (end === -1 ? answer : answer.slice(0, end)).replace(/^\s*#+ .*$/gm, "").replace(/[*_`]/g, "");
  const plain = stripHidden(prose.replace(/\s+/g, " ").trim()).replace(/^(?:(?:Root )?Cause|Hypothesis): */i, "");
  const sentence = /^.{1,400}?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain;
  const short = sentence.length > MOST_CAUSE ? `${sentence.slice(0, MOST_CAUSE - 1).trimEnd()}…` : sentence;
  return short.replace(/\.$/, "");
}
