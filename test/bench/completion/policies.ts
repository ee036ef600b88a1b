import { Completer } from "../../../src/core/complete/completer.ts";
import { type CompletionPace, Rhythm } from "../../../src/core/complete/pace.ts";
import type { Place } from "../../../src/core/complete/place.ts";

/** Asks the fake model: undefined when `signal` aborts first. Every call is billed. */
export type Ask = (place: Place, signal: AbortSignal) => Promise<string | undefined>;

export interface World {
  readonly ask: Ask;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly clock: { monotonic(): number };
}

/** Who decides when to ask, and what to show. */
export interface Policy {
  /** A key was pressed. */
  key(): void;
  /** VS Code asks for a suggestion; `signal` aborts with the next key. */
  suggest(place: Place, signal: AbortSignal): Promise<string | undefined>;
  /** What is on the screen is still right after typing along. */
  readonly keepsAlong: boolean;
}

/** The product's own pipeline. */
export function upshift(pace: CompletionPace, { ask, sleep, clock }: World): Policy {
  const rhythm = new Rhythm();
  const completer = new Completer({
    ask: async (place, signal) => {
      const text = await ask(place, signal);
      return text === undefined ? { type: "cancelled" } : { type: "answered", text };
    },
    sleep,
    clock,
  });
  return {
    keepsAlong: true,
    key: () => rhythm.key(clock.monotonic()),
    async suggest(place, signal) {
      const delayMs = rhythm.delayFor(pace, place);
      const outcome = await completer.suggest({ place, need: "may-ask", delayMs }, signal);
      return outcome.type === "suggestion" ? outcome.suggestion.text : undefined;
    },
  };
}

/**
 * A fixed delay, and a cancelled request with every further key, as most completers do; with a cache of prefixes it
 * knows what goes on along an earlier answer (Continue as shipped: 350 ms and a cache).
 */
export function fixed(delayMs: number, hasCache: boolean, { ask, sleep }: World): Policy {
  const answers: { readonly offset: number; readonly text: string }[] = [];
  return {
    keepsAlong: hasCache,
    key: () => undefined,
    async suggest(place, signal) {
      const known = hasCache ? alongIn(answers, place) : undefined;
      if (known !== undefined) return known;
      await sleep(delayMs, signal);
      if (signal.aborted) return undefined;
      const text = await ask(place, signal);
      if (signal.aborted || text === undefined) return undefined;
      answers.push({ offset: place.offset, text });
      return text;
    },
  };
}

function alongIn(
  answers: readonly { readonly offset: number; readonly text: string }[],
  place: Place,
): string | undefined {
  const last = answers.at(-1);
  if (!last || place.offset < last.offset) return undefined;
  const typed = place.before.slice(place.before.length - (place.offset - last.offset));
  return last.text.startsWith(typed) && last.text.length > typed.length ? last.text.slice(typed.length) : undefined;
}
