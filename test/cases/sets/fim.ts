import * as z from "zod";
import { cleanReply } from "../../../src/core/complete/clean/clean.ts";
import { judgeEach, type CaseSet } from "../cases.ts";
import { NOISES, placeOf } from "../fimNoise.ts";

const FimCase = z.object({ prefix: z.string(), suffix: z.string(), middle: z.string() });

/** The reference comes out of every noisy reply. The reference itself, changed, is text eaten, so it counts as wrong. */
const holes = judgeEach(FimCase, (hole) => {
  const { place, wanted } = placeOf(hole);
  const gave = Object.fromEntries(
    Object.entries(NOISES).map(([kind, noisy]) => [kind, cleanReply(noisy(hole), place).text]),
  );
  const missed = Object.keys(gave).filter((kind) => gave[kind] !== wanted);
  if (missed.length === 0) return { verdict: "passed", gave };
  const why = missed.map((kind) => `${kind} gives ${JSON.stringify(gave[kind])}`).join("; ");
  return {
    verdict: missed.includes("none") ? "wrong" : "failed",
    why: `${why}; wanted ${JSON.stringify(wanted)}`,
    gave,
  };
});

export const fim: CaseSet = { folder: "cases/fim", files: { "humaneval-singleline-1in5.json": holes } };
