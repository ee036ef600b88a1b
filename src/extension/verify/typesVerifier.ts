import { judgeProblems } from "../../core/cascade/newErrors.ts";
import type { CheckResult, Verifier } from "../../core/ports.ts";
import type { TypesReport } from "../../engines/types/messages.ts";
import type { Phrase } from "../../util/phrase.ts";
import type { Reviews } from "../edits/reviews.ts";
import { type DraftText, draftTexts } from "./draftTexts.ts";
import type { TypeChecker } from "./typeChecker.ts";

/** Requests whose outcome is still asked for. */
const MOST_KEPT = 50;

/**
 * New type errors with an edit, found before it is shown and without touching the user's text. A clean result is no proof;
 * hard errors reject.
 */
export class TypesVerifier implements Verifier {
  readonly name = "types";
  readonly #reviews: Reviews;
  readonly #checkers: readonly TypeChecker[];
  readonly #checked = new Set<string>();

  constructor(reviews: Reviews, checkers: readonly TypeChecker[]) {
    this.#reviews = reviews;
    this.#checkers = checkers;
  }

  /** True for a request whose last draft was checked by types, each file of it that has any. */
  hasChecked(request: string): boolean {
    return this.#checked.has(request);
  }

  async check({ request: { id, proof } }: Parameters<Verifier["check"]>[0], signal: AbortSignal): Promise<CheckResult> {
    this.#checked.delete(id);
    const texts = draftTexts(this.#reviews.edits(id)) ?? [];
    const { report, notChecked } = await typesOf(texts, this.#checkers, signal);
    if (signal.aborted) return { type: "skipped" };
    const told = notChecked ? { notChecked } : {};
    if (!report) return { type: "skipped", ...told };
    if (!notChecked) this.#keep(id);
    return { ...judgeProblems(report.before, report.after, proof), ...told };
  }

  #keep(id: string): void {
    this.#checked.add(id);
    const [oldest] = this.#checked;
    if (this.#checked.size > MOST_KEPT && oldest !== undefined) this.#checked.delete(oldest);
  }
}

/** What all checkers say of texts together; no report where nothing could be checked, `notChecked` where something could not. */
export async function typesOf(
  texts: readonly DraftText[],
  checkers: readonly TypeChecker[],
  signal: AbortSignal,
): Promise<{ readonly report?: Pick<TypesReport, "before" | "after">; readonly notChecked?: Phrase }> {
  const reports: TypesReport[] = [];
  let notChecked: Phrase | undefined;
  for (const checker of checkers) {
    const own = texts.filter((text) => checker.covers(text));
    const result = own.length === 0 || signal.aborted ? undefined : await checker.check(own, signal);
    if (result && "missing" in result) notChecked ??= result.missing;
    else if (result) reports.push(result);
  }
  const told = notChecked ? { notChecked } : {};
  if (reports.length === 0) return told;
  const before = reports.flatMap((report) => report.before);
  return { ...told, report: { before, after: reports.flatMap((report) => report.after) } };
}
