import type { ApplyOptions } from "./applyOptions.ts";
import type { Hunk } from "./hunk.ts";
import type { LineIndex } from "./lineIndex.ts";
import { findPlaces, type Place } from "./place.ts";

interface Found {
  readonly hunk: Hunk;
  readonly places: readonly Place[];
}

interface Choice {
  readonly all: readonly Found[];
  /** Of the hunk to place among all. */
  readonly position: number;
  /** Places of the hunks before it. */
  readonly taken: readonly Place[];
  readonly options: ApplyOptions;
}

/**
 * The one place of a hunk: the only one that fits, or the only one left by what the reply says about it. In this order:
 * lines that it lies below, the line number it names, the hunks around it (where the format orders them), and as many
 * equal hunks as there are equal places. Undefined when none or more than one is left.
 */
export function choosePlace(index: LineIndex, choice: Choice): Place | undefined {
  const { all, position, taken, options } = choice;
  const found = all[position];
  if (!found) return undefined;
  const { hunk } = found;
  const below = belowHeaders(index, found, options.ordered ? taken.at(-1) : undefined);
  const places = hunk.atEnd ? atEnd(index, below) : below;
  if (places.length < 2) return places[0];
  const ordered = options.ordered ? betweenNeighbours(places, choice) : places;
  if (ordered.length < 2) return ordered[0];
  if (hunk.line !== undefined) return nearest(ordered, hunk.line - 1);
  if (options.several === "first") return ordered.find((place) => !taken.some((other) => overlaps(place, other)));
  return oneEach(ordered, choice);
}

/**
 * Below each way to read the headers the nearest place; in a patch only behind the hunk before. A header that is not in
 * the file makes the hunk's place unknown, even if its lines are there.
 */
function belowHeaders(index: LineIndex, { hunk, places }: Found, before: Place | undefined): readonly Place[] {
  const { below = [] } = hunk;
  if (below.length === 0) return places;
  let ways: readonly number[] = [-1];
  for (const header of below) {
    const lines = findPlaces(index, [header]).map(({ first }) => first);
    ways = ways.flatMap((above) => lines.filter((line) => line > above).slice(0, above === -1 ? lines.length : 1));
  }
  const behind = ways.filter((line) => !before || line >= before.first);
  const next = (behind.length > 0 ? behind : ways).map((line) => places.find(({ first }) => first >= line));
  return [...new Set(next.filter((place) => place !== undefined))];
}

function atEnd(index: LineIndex, places: readonly Place[]): readonly Place[] {
  const last = index.line(index.count - 1) === "" ? index.count - 1 : index.count;
  const ending = places.filter(({ first, count }) => first + count >= last);
  return ending.length > 0 ? ending : places;
}

function betweenNeighbours(places: readonly Place[], { all, position, taken }: Choice): readonly Place[] {
  const before = Math.max(0, ...taken.map(({ first, count }) => first + count));
  const later = all.slice(position + 1).flatMap((other) => (other.places.length === 1 ? [...other.places] : []));
  const after = Math.min(Infinity, ...later.map(({ first }) => first));
  return places.filter(({ first, count }) => first >= before && first + count <= after);
}

/** Models count lines badly, so a number only chooses the nearest; two that are as near are no choice. */
function nearest(places: readonly Place[], line: number): Place | undefined {
  const sorted = places.toSorted((a, b) => Math.abs(a.first - line) - Math.abs(b.first - line));
  const [best, next] = sorted;
  if (best && next && Math.abs(best.first - line) === Math.abs(next.first - line)) return undefined;
  return best;
}

/** Three equal hunks for three equal places: each takes one. */
function oneEach(places: readonly Place[], { all, position, taken }: Choice): Place | undefined {
  const hunk = all[position]?.hunk;
  const equal = all.filter((other) => hunk && isEqual(other.hunk, hunk));
  if (equal.length !== places.length) return undefined;
  return places.find((place) => !taken.some((other) => overlaps(place, other)));
}

function isEqual(a: Hunk, b: Hunk): boolean {
  return a.search.join("\n") === b.search.join("\n") && a.replace.join("\n") === b.replace.join("\n");
}

function overlaps(a: Place, b: Place): boolean {
  return a.first < b.first + b.count && b.first < a.first + a.count;
}
