import type { Place } from "../../../src/core/complete/place.ts";
import type { Trace } from "./keys.ts";
import type { FakeModel } from "./model.ts";
import type { Policy, World } from "./policies.ts";

/** What VS Code takes between a key and its call of the provider. */
const EDITOR_MS = 78;
/** Who rests this long, with this much of the line ahead, looks up for a suggestion; it counts from this many right signs on. */
const PAUSE_MS = 700;
const LONGEST_PAUSE_MS = 5_000;
const LEAST_RIGHT = 4;
const REACH = { before: 26_500, after: 22_500 } as const;

export interface Counts {
  readonly keys: number;
  readonly requests: number;
  readonly pauses: number;
  readonly covered: number;
  /** Requests whose answer was never on the screen. */
  readonly wasted: number;
  /** ms from the key to a right suggestion, of the covered pauses. */
  readonly delays: readonly number[];
}

interface Timer {
  readonly at: number;
  readonly go: () => void;
}

/** Time that goes from event to event. */
class Events {
  now = 0;
  #timers: Timer[] = [];

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const timer = { at: this.now + ms, go: resolve };
      this.#timers.push(timer);
      signal.addEventListener(
        "abort",
        () => {
          this.#timers = this.#timers.filter((one) => one !== timer);
          resolve();
        },
        { once: true },
      );
    });
  }

  async runUntil(end: number): Promise<void> {
    for (;;) {
      await settle();
      const next = this.#timers.reduce<Timer | undefined>(
        (first, one) => (!first || one.at < first.at ? one : first),
        undefined,
      );
      if (!next || next.at > end) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.now = next.at;
      next.go();
    }
    this.now = end;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 16; turn += 1) await Promise.resolve();
}

/** Somebody who types the trace while a policy watches. */
export async function simulate(trace: Trace, model: FakeModel, makePolicy: (world: World) => Policy): Promise<Counts> {
  const events = new Events();
  const { text, keys } = trace;
  const answers: { readonly offset: number; readonly text: string; seen: boolean }[] = [];
  const counts = { keys: 0, requests: 0, pauses: 0, covered: 0, delays: new Array<number>() };
  const policy = makePolicy({
    clock: { monotonic: () => events.now },
    sleep: (ms, signal) => events.sleep(ms, signal),
    async ask(place, signal) {
      counts.requests += 1;
      const line = text.slice(place.offset, lineEnd(text, place.offset));
      const answer = model.answer(line);
      await events.sleep(answer.ms, signal);
      if (signal.aborted) return undefined;
      answers.push({ offset: place.offset, text: answer.text, seen: false });
      return answer.text;
    },
  });
  let visible: { readonly offset: number; readonly text: string } | undefined;
  for (const [index, { at }] of keys.entries()) {
    counts.keys += 1;
    const gap = keys[index + 1]?.gap ?? 0;
    const end = events.now + gap;
    const started = events.now;
    policy.key();
    const rest = text.slice(at, lineEnd(text, at));
    visible = policy.keepsAlong && visible ? alongWith(visible, text, at) : undefined;
    const isPause = gap >= PAUSE_MS && rest.length >= LEAST_RIGHT;
    let coveredAt: number | undefined;
    const note = (shown: string): void => {
      if (rightOf(shown, rest) >= LEAST_RIGHT) coveredAt ??= events.now - started;
    };
    if (visible) note(visible.text);
    const key = new AbortController();
    if (gap > EDITOR_MS) {
      await events.runUntil(events.now + EDITOR_MS);
      void policy.suggest(placeAt(text, at), key.signal).then((shown) => {
        if (shown === undefined || key.signal.aborted) return;
        visible = { offset: at, text: shown };
        for (const answer of answers)
          answer.seen ||= answer.text.slice(at - answer.offset).startsWith(shown.slice(0, 4));
        note(shown);
      });
    }
    await events.runUntil(end);
    key.abort();
    await settle();
    if (!isPause) continue;
    counts.pauses += 1;
    if (coveredAt === undefined || coveredAt > LONGEST_PAUSE_MS) continue;
    counts.covered += 1;
    counts.delays.push(coveredAt);
  }
  return { ...counts, wasted: counts.requests - answers.filter(({ seen }) => seen).length };
}

function alongWith(
  visible: { readonly offset: number; readonly text: string },
  text: string,
  at: number,
): { readonly offset: number; readonly text: string } | undefined {
  const typed = text.slice(visible.offset, at);
  if (!visible.text.startsWith(typed) || visible.text.length === typed.length) return undefined;
  return { offset: at, text: visible.text.slice(typed.length) };
}

function rightOf(shown: string, rest: string): number {
  let right = 0;
  while (right < shown.length && right < rest.length && shown[right] === rest[right]) right += 1;
  return right;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** The file is typed from its start to its end, so that nothing stands behind the cursor. */
function placeAt(text: string, offset: number): Place {
  const before = text.slice(Math.max(0, offset - REACH.before), offset);
  return { document: "file:///typed.ts", language: "typescript", offset, before, after: "" };
}
