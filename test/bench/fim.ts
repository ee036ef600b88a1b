import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { Completer } from "../../src/core/complete/completer.ts";
import { NOISES, placeOf, type Hole } from "../cases/fimNoise.ts";
import { MissingData, type Bench, type BenchOptions, type Figures } from "./bench.ts";

const HOLES = z.array(z.object({ id: z.string(), prefix: z.string(), suffix: z.string(), middle: z.string() }));
const FILE = "cases/fim/humaneval-singleline-1in5.json";
const CLOCK = { monotonic: () => 0 };

/** What the pipeline shows where a scripted model, which knows the answer, gives `reply`. */
async function shownFor(hole: Hole, reply: string): Promise<string> {
  const completer = new Completer({
    ask: async () => ({ type: "answered", text: reply }),
    sleep: async () => undefined,
    clock: CLOCK,
  });
  const { place } = placeOf(hole);
  const outcome = await completer.suggest({ place, need: "asked", delayMs: 0 }, new AbortController().signal);
  return outcome.type === "suggestion" ? outcome.suggestion.text : "";
}

async function run({ data, raw }: BenchOptions): Promise<Figures> {
  const file = path.join(data, FILE);
  if (!existsSync(file)) throw new MissingData(`There are no cases at ${file}. Name another folder: --data DIR.`);
  const rows: object[] = [];
  const counts = { eaten: 0, noisy: 0, removed: 0 };
  for (const { id, ...hole } of HOLES.parse(JSON.parse(readFileSync(file, "utf8")))) {
    const { wanted } = placeOf(hole);
    for (const [kind, noisy] of Object.entries(NOISES)) {
      const gave = await shownFor(hole, noisy(hole));
      rows.push({ id, kind, gave });
      if (kind === "none") counts.eaten += gave === wanted ? 0 : 1;
      else {
        counts.noisy += 1;
        counts.removed += gave === wanted ? 1 : 0;
      }
    }
  }
  if (raw !== undefined) writeFileSync(raw, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return { noiseRemoved: { value: counts.removed / counts.noisy }, referenceEaten: { value: counts.eaten } };
}

/** The middle of real programs through the whole pipeline, with what models add to an answer that they know. */
export const fim: Bench = {
  floors: [
    { key: "noiseRemoved", min: 1, goal: 1 },
    { key: "referenceEaten", max: 0, goal: 0 },
  ],
  run,
};
