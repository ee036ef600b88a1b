import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { seededRandom } from "../stats.ts";

/**
 * Press-to-press intervals of free typing: quantiles of 134,889 intervals of 22 people. From p50 on they are measured,
 * below it assumed. Between two quantiles the logarithm is drawn evenly. Drawn one by one, so that bursts come by chance.
 */
const QUANTILES: readonly (readonly [share: number, ms: number])[] = [
  ...([
    [0, 30],
    [0.05, 70],
    [0.25, 108],
    [0.5, 153],
    [0.75, 231],
  ] as const),
  ...([
    [0.9, 489],
    [0.95, 869],
    [0.99, 4_550],
    [1, 20_000],
  ] as const),
];

export function drawInterval(random: () => number): number {
  const share = random();
  const upper = Math.max(
    1,
    QUANTILES.findIndex(([limit]) => share <= limit),
  );
  const [from, low] = QUANTILES[upper - 1] ?? [0, 30];
  const [to, high] = QUANTILES[upper] ?? [1, 20_000];
  return low * (high / low) ** ((share - from) / (to - from));
}

/** One key of somebody who types a file from its start, indentation left to the editor. */
export interface Key {
  /** ms since the key before. */
  readonly gap: number;
  /** Where the file stands after the key. */
  readonly at: number;
}

export interface Trace {
  readonly text: string;
  readonly keys: readonly Key[];
}

const MOST_FILES = 12;
const SIZES = { least: 3_000, most: 20_000 } as const;

/** The same files and intervals for the same folders and seed. */
export function makeTraces(folders: readonly string[], seed: number): readonly Trace[] {
  const random = seededRandom(seed);
  const files = folders.flatMap(sourcesIn).toSorted();
  const step = Math.max(1, Math.floor(files.length / MOST_FILES));
  return files
    .filter((_, index) => index % step === 0)
    .slice(0, MOST_FILES)
    .map((file) => traceOf(readFileSync(file, "utf8").replaceAll("\r\n", "\n"), random));
}

function traceOf(text: string, random: () => number): Trace {
  const keys: Key[] = [];
  for (let at = 0; at < text.length;) {
    // The editor indents a new line by itself, with the key that began it.
    const indent = text[at] === "\n" ? (/^\n[ \t]*/.exec(text.slice(at))?.[0].length ?? 1) : 1;
    at += indent;
    keys.push({ gap: drawInterval(random), at });
  }
  return { text, keys };
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(
      (entry) => entry.isFile() && /\.(?:ts|tsx|js|py)$/.test(entry.name) && !/\.d\.ts$|test|spec/.test(entry.name),
    )
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const { size } = statSync(file);
      return size >= SIZES.least && size <= SIZES.most;
    });
}
