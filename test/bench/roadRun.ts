/** Who is asked: the product by its command, or a bare extension command that calls `fetch` at once. */
export type RoadKind = "ours" | "bare";

/** The road extension's command that does nothing but ask. */
export const BARE_COMMAND = "bench.ask";

/** What the host is told to open. */
export interface RoadPlace {
  readonly file: string;
  /** Selected lines, 1-based and inclusive; the same line twice sets the cursor only. */
  readonly lines: readonly [number, number];
}

/** What a bare page is told. */
export type ToRoadPage = { readonly type: "append"; readonly text: string } | { readonly type: "clear" };

/** One token of the endpoint: when it was written, in ms since the epoch. */
export interface WrittenToken {
  readonly text: string;
  readonly at: number;
}

/** Tokens all have this form and length, so that a page can tell them from everything else that it shows. */
export const TOKEN_FORM = /q\d{5}e\d{4}/g;

export function roadToken(answer: number, index: number): string {
  return `q${String(answer).padStart(5, "0")}e${String(index).padStart(4, "0")}`;
}

/** From written to painted, per token. Throws when a page shows other tokens than were written, or in another order. */
export function paintLags(
  written: readonly WrittenToken[],
  painted: readonly (readonly [string, number])[],
): readonly number[] {
  const wrong = written.findIndex(({ text }, index) => text !== painted[index]?.[0]);
  if (wrong >= 0 || written.length !== painted.length) {
    const place = `${painted.length} of ${written.length} tokens, ${painted[wrong]?.[0]} for ${written[wrong]?.text}`;
    throw new Error(`The page shows other tokens than were written (${place}): the measurement is void`);
  }
  return written.map(({ at }, index) => (painted[index]?.[1] ?? Infinity) - at);
}
