import { Completer } from "../../../src/core/complete/completer.ts";
import type { Place } from "../../../src/core/complete/place.ts";
import { unfitPlace } from "../../../src/core/complete/whyNot.ts";
import { median, percentile } from "../stats.ts";

const KEYS = 2_000;
const CACHED = 100;
const SUGGESTION = "const value = compute(first, second);";

/** What a key costs the extension host, with a full cache and a long file around the cursor, in ms. */
export async function measureCost(
  text: string,
): Promise<{ readonly perKeyP95Ms: number; readonly cacheHitMs: number }> {
  const completer = new Completer({
    ask: async () => ({ type: "answered", text: SUGGESTION }),
    sleep: async () => undefined,
    clock: { monotonic: () => performance.now() },
  });
  const { signal } = new AbortController();
  const long = text.repeat(Math.ceil(60_000 / text.length));
  const places = Array.from({ length: KEYS }, (_, index) => placeIn(long, 27_000 + index));
  for (const place of places.slice(0, CACHED)) await completer.suggest({ place, need: "asked", delayMs: 0 }, signal);
  const keys: number[] = [];
  const hits: number[] = [];
  for (const place of places) {
    const started = performance.now();
    const reason = unfitPlace(place, false);
    const outcome = completer.suggest({ place, need: "known-only", delayMs: 0 }, signal);
    keys.push(performance.now() - started);
    await outcome;
    if (reason === undefined) hits.push(performance.now() - started);
  }
  return { perKeyP95Ms: percentile(keys, 0.95), cacheHitMs: median(hits) };
}

/** The cursor behind a line break, where several lines may come; both sides as long as a prompt may reach. */
function placeIn(text: string, offset: number): Place {
  const before = `${text.slice(offset - 26_500, offset)}\n`;
  const after = `\n${text.slice(offset, offset + 22_500)}`;
  return { document: "file:///long.ts", language: "typescript", offset: offset + 1, before, after };
}
