import type { Judged } from "../cases.ts";

/** What our engine made of an edit. */
export type Outcome = { readonly text: string } | { readonly refused: string };

export type Expected = { readonly content: string } | { readonly reject: true };

/** Other text than expected is wrong, and so is text where a refusal was expected. Newlines at the end do not count. */
export function judgeText(expect: Expected, outcome: Outcome): Omit<Judged, "id"> {
  if ("refused" in outcome)
    return "reject" in expect
      ? { verdict: "passed", gave: outcome }
      : { verdict: "refused", why: outcome.refused, gave: outcome };
  if ("reject" in expect) return { verdict: "wrong", why: "applied what is to be refused", gave: outcome };
  return trimmed(outcome.text) === trimmed(expect.content)
    ? { verdict: "passed", gave: outcome }
    : { verdict: "wrong", why: `gave ${JSON.stringify(outcome.text).slice(0, 400)}`, gave: outcome };
}

function trimmed(text: string): string {
  return text.replace(/(?:\r?\n)+$/, "");
}
