import type { Anchor, AssistRequest } from "../assist/request.ts";
import { hasNaturalEnd, STOPS } from "./clean/naturalEnd.ts";
import { type Place, type Shape, shapeOf } from "./place.ts";

/** What is asked for, by what fits at the place; the shorter the answer, the sooner it is there. */
const INSTRUCTIONS: Readonly<Record<Shape, string>> = {
  line: "Finish the statement at the cursor, and no more.",
  block: "Write the next lines at the cursor: one statement or one block, at most 12 lines.",
};

/** The request for the code at a place, for the one road. */
export function completionRequest(
  place: Place & { readonly at: NonNullable<Anchor["at"]> },
  id: string,
): AssistRequest {
  return {
    id,
    task: "complete",
    instruction: INSTRUCTIONS[shapeOf(place)],
    isEnough: (text) => hasNaturalEnd(text, place),
    stop: STOPS,
    origin: "completion",
    tier: "auto",
    anchors: [{ uri: place.document, at: place.at }],
    without: [],
    history: [],
  };
}
