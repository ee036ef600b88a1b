import { toFailure } from "../assist/errors.ts";
import type { AssistEvent } from "../assist/events.ts";

/** How one request of a flow ended. */
export type Closing = Extract<AssistEvent, { readonly type: "assist-end" | "assist-error" }>;

/**
 * One request inside a flow: passes everything on but the closing event, which it returns, so that the flow has the last
 * word. Every attempt is routed, checked and booked as in a request of its own.
 */
export async function* inner(events: AsyncIterable<AssistEvent>): AsyncGenerator<AssistEvent, Closing> {
  for await (const event of events) {
    if (event.type === "assist-end" || event.type === "assist-error") return event;
    yield event;
  }
  throw new Error("A request ended without its closing event");
}

/** The last word of a flow that threw: stopped by the user, or the failure. */
export function closingOf(error: unknown, signal: AbortSignal): Closing {
  return signal.aborted
    ? { type: "assist-end", outcome: "cancelled", text: "", restored: "" }
    : { type: "assist-error", failure: toFailure(error), text: "" };
}
