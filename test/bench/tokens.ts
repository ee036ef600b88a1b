import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { createO200k } from "../../src/engines/tokens/o200k.ts";
import { SegmentCounter } from "../../src/engines/tokens/segmentCounter.ts";
import type { Bench, BenchOptions, Figures } from "./bench.ts";
import { interleave, ratioOf } from "./rounds.ts";
import { sourceTrees } from "./sourceTrees.ts";
import { seededRandom } from "./stats.ts";

// What a count costs after one character was typed into 200 KB of source: our engine against the library's full count,
// which is the oracle too.

const TEXT_CHARACTERS = 200_000;
const EDITS_PER_TEXT = 8;
const EXTENSIONS = ["ts", "js", "mjs", "tsx", "jsx", "py", "go", "rs", "java", "md", "json"];

interface Leg {
  readonly texts: readonly string[];
  readonly cpuMs: number;
  readonly tokens: readonly number[];
}

/** The library's count. Control tokens in a source are text. */
function fullCount(text: string): number {
  return countTokens(text, { disallowedSpecial: new Set() });
}

function leg(texts: readonly string[], count: (text: string) => number): Leg {
  const before = process.cpuUsage();
  const tokens = texts.map(count);
  const { user, system } = process.cpuUsage(before);
  return { texts, cpuMs: (user + system) / 1_000, tokens };
}

function joined(texts: readonly string[]): string {
  let text = "";
  for (let index = 0; text.length < TEXT_CHARACTERS; index += 1) text += texts[index % texts.length] ?? "";
  return text.slice(0, TEXT_CHARACTERS);
}

async function run({ repos }: BenchOptions): Promise<Figures> {
  const trees = sourceTrees(repos, EXTENSIONS);
  const counter = new SegmentCounter(createO200k());
  const files = trees.flatMap(({ texts }) => texts);
  const same = files.every((text) => counter.count(text) === fullCount(text));
  console.log(`${files.length} files ${same ? "count the same" : "DIFFER"} by segments and as a whole`);
  const documents = trees.map(({ texts }) => joined(texts));
  for (const document of documents) counter.count(document);
  const random = seededRandom(7);
  let edits: readonly string[] = [];
  let equal = same;
  const rounds = await interleave<Leg>({
    name: "a count after an edit",
    ours: async () => leg((edits = newEdits(documents, random)), (text) => counter.count(text)),
    floor: async () => leg(edits, fullCount),
    steady: [({ cpuMs }) => cpuMs],
    compare: (one, other) => {
      if (one.texts === other.texts) equal &&= one.tokens.join() === other.tokens.join();
    },
  });
  return { editRatioFull: ratioOf(rounds, ({ cpuMs }) => cpuMs), equal: { value: equal ? 1 : 0 } };
}

/** Each document with one letter typed in at some place; never the same twice. */
function newEdits(documents: readonly string[], random: () => number): readonly string[] {
  return documents.flatMap((document) =>
    Array.from({ length: EDITS_PER_TEXT }, () => {
      const at = Math.floor(random() * document.length);
      return `${document.slice(0, at)}${String.fromCharCode(97 + Math.floor(random() * 26))}${document.slice(at)}`;
    }),
  );
}

export const tokens: Bench = {
  floors: [
    { key: "editRatioFull", max: 0.2, goal: 0.1 },
    { key: "equal", min: 1, goal: 1 },
  ],
  run,
};
