import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../workbench/toolchain.mjs";
import type { Bench, BenchOptions, Figures } from "../bench.ts";
import { type Estimate, median, seededRandom, shareOf } from "../stats.ts";
import { type Checker, createCheckers, type PlacedMutant } from "./checkers.ts";
import { drawEach, type Language, mutantsOf } from "./mutants.ts";

/*
 * How much of seeded right and wrong edits each check lets pass. The mutants are easier to catch than what models get
 * wrong, so these rates never feed the router: its table starts from rates on real answers.
 */

const REPOSITORY = path.join(root, "test/fixtures/checked");
const SOURCES: Readonly<Record<Language, readonly string[]>> = {
  ts: ["src/words.ts", "src/stock.ts"],
  py: ["py/words.py", "py/stock.py"],
};
const WRONG_EACH = 8;
const RIGHT_EACH = 14;
/** Rates on real answers, for the printed table: right accepted, wrong rejected. */
const PUBLISHED: Readonly<Record<string, string>> = {
  typesTs: "0.96 and 0.17 to 0.29 of real answers",
  hardTs: "0.98 and 0.23 of real answers",
  typesPy: "0.93 and 0.21 to 0.31 of real answers",
  hardPy: "0.98 and 0.23 of real answers",
  syntaxTs: "1.00 and 0.04 of real answers",
  syntaxPy: "0.98 and 0.03 to 0.14 of real answers",
  testsTs: "1.00 and 0.65 of real answers, with one test",
};

export const verify: Bench = {
  floors: [
    { key: "typesTsRightAccepted", min: 0.93 },
    { key: "hardTsRightAccepted", min: 0.97, goal: 0.99 },
    { key: "testsTsRightAccepted", min: 0, goal: 0.99 },
  ],
  run,
};

interface Outcome {
  readonly edit: PlacedMutant;
  readonly accepted: boolean;
  readonly ms: number;
}

async function run({ raw }: BenchOptions): Promise<Figures> {
  const edits = (["ts", "py"] as const).flatMap(editsIn);
  const right = edits.filter((edit) => edit.right).length;
  console.log(`${edits.length} edits: ${right} right, ${edits.length - right} wrong, seed 1`);
  const figures: Record<string, Estimate> = {};
  const lines: string[] = [];
  for (const checker of createCheckers()) {
    for (const language of checker.languages) {
      const outcomes = await judge(
        checker,
        edits.filter((edit) => edit.language === language),
      );
      lines.push(...outcomes.map((outcome) => rawLine(checker, outcome)));
      report(checker, language, outcomes, figures);
    }
  }
  if (raw !== undefined) writeFileSync(raw, lines.join(""));
  return figures;
}

function editsIn(language: Language): readonly PlacedMutant[] {
  const random = seededRandom(1);
  const texts = SOURCES[language].map((file) => ({ file, text: readFileSync(path.join(REPOSITORY, file), "utf8") }));
  const all = (isRight: boolean): PlacedMutant[] =>
    texts.flatMap(({ file, text }) =>
      mutantsOf(text, language, isRight).map((mutant) => ({ ...mutant, language, file, repository: REPOSITORY })),
    );
  return [...drawEach(all(false), WRONG_EACH, random), ...drawEach(all(true), RIGHT_EACH, random)] as PlacedMutant[];
}

async function judge({ accepts }: Checker, edits: readonly PlacedMutant[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const edit of edits) {
    const from = performance.now();
    const accepted = await accepts(edit);
    const ms = performance.now() - from;
    if (accepted !== undefined) outcomes.push({ edit, accepted, ms });
  }
  return outcomes;
}

function report(
  { name }: Checker,
  language: Language,
  outcomes: readonly Outcome[],
  figures: Record<string, Estimate>,
): void {
  const key = `${name}${language === "ts" ? "Ts" : "Py"}`;
  const right = outcomes.filter(({ edit }) => edit.right).map(({ accepted }) => accepted);
  const wrong = outcomes.filter(({ edit }) => !edit.right);
  const rates: Readonly<Record<string, Estimate>> = {
    WrongRejected: shareOf(wrong.map(({ accepted }) => !accepted)),
    RightAccepted: shareOf(right),
  };
  for (const [measure, rate] of Object.entries(rates)) {
    figures[`${key}${measure}`] = rate;
    figures[`${key}${measure}Low`] = { value: rate.low ?? rate.value };
    figures[`${key}${measure}High`] = { value: rate.high ?? rate.value };
  }
  figures[`${key}AddedMs`] = { value: median(outcomes.map(({ ms }) => ms)) };
  const kinds = [...new Set(wrong.map(({ edit }) => edit.kind))];
  const byKind = kinds.map((kind) => {
    const own = wrong.filter(({ edit }) => edit.kind === kind);
    return `${kind} ${own.filter(({ accepted }) => !accepted).length}/${own.length}`;
  });
  console.log(`${key} rejects: ${byKind.join(", ")}`);
  const published = PUBLISHED[key];
  if (published !== undefined) console.log(`  published, right accepted and wrong rejected: ${published}`);
}

function rawLine({ name }: Checker, { edit, accepted, ms }: Outcome): string {
  const { kind, right, language, file, after } = edit;
  return `${JSON.stringify({ id: `${name}:${language}:${kind}`, right, file, accepted, ms, after })}\n`;
}
