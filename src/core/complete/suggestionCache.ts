import type { Place } from "./place.ts";
import { remainderOf, type Suggestion, typedSince } from "./typed.ts";

/** What the cache knows of a place: a suggestion, or that there is none to be had. */
export type Known = { readonly type: "suggestion"; readonly suggestion: Suggestion } | { readonly type: "nothing" };

interface Entry {
  readonly place: Place;
  readonly suggestion: Suggestion;
}

const MOST_ENTRIES = 100;

/**
 * Suggestions along the typed text: one stays usable at every place that is reached from its own by typing along it,
 * also when typing was undone and done again. The newest that fits wins; the oldest are forgotten.
 */
export class SuggestionCache {
  /** Newest last. */
  #entries: readonly Entry[] = [];

  /** Keeps what was found for a place; an empty text = nothing. Takes the place of an earlier finding for the same place. */
  store(place: Place, suggestion: Suggestion): void {
    const others = this.#entries.filter((entry) => !isSamePlace(entry.place, place));
    this.#entries = [...others, { place, suggestion }].slice(-MOST_ENTRIES);
  }

  find(place: Place): Known | undefined {
    for (const entry of this.#entries.toReversed()) {
      const known = knownAt(entry, place);
      if (known) return known;
    }
    return undefined;
  }

  clear(): void {
    this.#entries = [];
  }
}

function knownAt(entry: Entry, place: Place): Known | undefined {
  const typed = typedSince(entry.place, place);
  if (!typed) return undefined;
  if (entry.suggestion.text === "") return typed.text === "" ? { type: "nothing" } : undefined;
  const suggestion = remainderOf(entry.suggestion, typed, entry.place.after);
  return suggestion && { type: "suggestion", suggestion };
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.offset === other.offset && typedSince(one, other)?.text === "";
}
