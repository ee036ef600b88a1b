import * as z from "zod";

/** What one case came to. `wrong` is an unsafe outcome (other text, a leak, an execution), `refused` a needless no. */
export interface Judged {
  readonly id: string;
  readonly verdict: "passed" | "wrong" | "refused" | "failed" | "skipped";
  readonly why?: string;
  /** Exactly what our engine gave, before any judging. */
  readonly gave?: unknown;
}

type Verdict = Omit<Judged, "id">;

/** Judges all cases of one file. `folder` is where the file lies, for those that bring companions. */
export type Judge = (cases: readonly unknown[], folder: string) => Promise<readonly Judged[]>;

/** The case files of one folder, by file name. A file without a judge counts as left out, with the reason. */
export interface CaseSet {
  /** Below the data root, such as `cases/edit-apply`. */
  readonly folder: string;
  readonly files: Readonly<Record<string, Judge>>;
  /** Files that judges read beside the cases. */
  readonly companions?: readonly string[];
}

const Named = z.looseObject({ id: z.string() });

/**
 * A judge of cases one at a time. A case of another shape, or one that makes the judge throw, has failed; the others
 * still run.
 */
export function judgeEach<C>(shape: z.ZodType<C>, judge: (input: C) => Verdict | Promise<Verdict>): Judge {
  return async (cases) => {
    const judged: Judged[] = [];
    for (const input of cases) {
      const { id } = Named.parse(input);
      judged.push({ id, ...(await settle(() => judge(shape.parse(input)))) });
    }
    return judged;
  };
}

async function settle(run: () => Verdict | Promise<Verdict>): Promise<Verdict> {
  try {
    return await run();
  } catch (error) {
    return { verdict: "failed", why: `threw ${String(error)}` };
  }
}

/** A line of the result file. */
export interface FileResult {
  readonly set: string;
  readonly file: string;
  readonly total: number;
  readonly passed: number;
  readonly wrong: number;
  readonly refused: number;
  readonly skipped: readonly Reasoned[];
  readonly failed: readonly Reasoned[];
}

interface Reasoned {
  readonly id: string;
  readonly why: string;
}

/** What a file of a set must reach. On other data shares of what was judged are compared. */
export interface CaseFloor {
  readonly passed: number;
  readonly of: number;
  readonly wrong?: number;
}

/** Deviations are failed on purpose: id → one line of reason. They never excuse a wrong outcome. */
export function tally(
  set: string,
  file: string,
  judged: readonly Judged[],
  deviations: Readonly<Record<string, string>>,
): FileResult {
  const excused = (one: Judged): boolean =>
    (one.verdict === "refused" || one.verdict === "failed") && deviations[one.id] !== undefined;
  const count = (verdict: Judged["verdict"]): number =>
    judged.filter((one) => one.verdict === verdict && !excused(one)).length;
  const why = (one: Judged): Reasoned => ({ id: one.id, why: deviations[one.id] ?? one.why ?? one.verdict });
  return {
    set,
    file,
    total: judged.length,
    passed: count("passed"),
    wrong: count("wrong"),
    refused: count("refused"),
    skipped: judged.filter((one) => one.verdict === "skipped" || excused(one)).map(why),
    failed: judged
      .filter((one) => one.verdict !== "passed" && one.verdict !== "skipped" && !excused(one))
      .map((one) => ({ id: one.id, why: one.why ?? one.verdict })),
  };
}

/** Why a file is below its floor; `undefined` when it holds. */
export function missedFloor(result: FileResult, floor: CaseFloor | undefined): string | undefined {
  if (floor === undefined) return undefined;
  const isSameData = result.total === floor.of;
  const share = result.passed / (result.total - result.skipped.length);
  const reached = isSameData ? result.passed >= floor.passed : share >= floor.passed / floor.of;
  if (!reached) return `${result.passed} of ${result.total} passed, the floor is ${floor.passed} of ${floor.of}`;
  const wrong = floor.wrong ?? Infinity;
  return result.wrong > wrong ? `${result.wrong} wrong, at most ${wrong} may be` : undefined;
}
