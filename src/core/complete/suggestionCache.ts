import type { Place } from "./place.ts";
import { MOST_CLOSED, remainderOf, type Suggestion, typedSince } from "./typed.ts";

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
  // Told by numbers alone for nearly every entry, so that a key costs little however many there are.
  const ahead = place.offset - entry.place.offset;
  if (ahead < 0 || ahead > Math.max(entry.suggestion.text.length, MOST_CLOSED)) return undefined;
  const typed = typedSince(entry.place, place);
  if (!typed) return undefined;
  const isTypedOver = typed.overtyped > 0 && typed.text.length === typed.overtyped;
  if (entry.suggestion.text === "") return typed.text === "" || isTypedOver ? { type: "nothing" } : undefined;
  // What was typed to its very end, and over the brackets behind it, has nothing more to say here.
  if (typed.overtyped > 0 && entry.suggestion.text === typed.text) return { type: "nothing" };
  const suggestion = remainderOf(entry.suggestion, typed, entry.place.after);
  return suggestion && { type: "suggestion", suggestion };
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.offset === other.offset && typedSince(one, other)?.text === "";
}
