import type { Phrase } from "../../util/phrase.ts";
import type { CheckName, Verdict } from "./verdict.ts";
import type { Draft, Verifier } from "../ports.ts";
import { shapeVerifier } from "./verifiers/shape.ts";

/** Checks that need nothing but the text. Checks that need an editor come from the surface. */
export const CORE_VERIFIERS: readonly Verifier[] = [shapeVerifier];

/** Checks that say more than "it reads like an answer"; without one of them an answer is unverified. */
const EVIDENCE: ReadonlySet<CheckName> = new Set(["tests", "types", "diagnostics"]);

/** Runs the verifiers in order until one rejects. */
export async function verify(draft: Draft, verifiers: readonly Verifier[], signal: AbortSignal): Promise<Verdict> {
  const checks: { readonly checked: CheckName[]; notChecked?: Phrase } = { checked: [] };
  let found: Phrase | undefined;
  for (const verifier of verifiers) {
    signal.throwIfAborted();
    const result = await verifier.check(draft, signal);
    if (result.type !== "failed" && result.notChecked) checks.notChecked ??= result.notChecked;
    if (result.type === "skipped") continue;
    checks.checked.push(verifier.name);
    if (result.type === "failed")
      return { type: "rejected", ...checks, because: result.because, complaint: result.complaint };
    // Of what several checks saw, the tests say most.
    if (result.found && (!found || verifier.name === "tests")) found = result.found;
  }
  if (found) return { type: "unverified", ...checks, found };
  return { type: checks.checked.some((name) => EVIDENCE.has(name)) ? "accepted" : "unverified", ...checks };
}
