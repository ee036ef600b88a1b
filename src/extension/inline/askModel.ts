import * as vscode from "vscode";
import { assist } from "../../core/assist/assist.ts";
import type { AssistDeps } from "../../core/assist/deps.ts";
import { toFailure } from "../../core/assist/errors.ts";
import type { AssistRequest } from "../../core/assist/request.ts";
import type { Reply } from "../../core/complete/completer.ts";
import { hasNaturalEnd, STOPS } from "../../core/complete/clean/naturalEnd.ts";
import { type Place, type Shape, shapeOf } from "../../core/complete/place.ts";

/** What is asked for, by what fits at the place; the shorter the answer, the sooner it is there. */
const INSTRUCTIONS: Readonly<Record<Shape, string>> = {
  line: "Finish the statement at the cursor, and no more.",
  block: "Write the next lines at the cursor: one statement or one block, at most 12 lines.",
};

/** A place with the editor's own words for it. */
export interface EditorPlace extends Place {
  readonly at: { readonly line: number; readonly character: number };
  /** Version of the document that the place was read from. */
  readonly version: number;
}

/**
 * Asks for a completion on the one road: context, ignore rules, redaction, routing and booking as for every request.
 * Never rejects. A document that has changed since is not asked about.
 */
export async function askModel(place: EditorPlace, deps: AssistDeps, signal: AbortSignal): Promise<Reply> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === place.document);
  // The context is collected within this very turn, so that it is the text of this version.
  if (open?.version !== place.version) return { type: "cancelled" };
  try {
    return await follow(requestFor(place, deps.newId()), deps, signal);
  } catch (error) {
    return { type: "failed", failure: toFailure(error) };
  }
}

function requestFor(place: EditorPlace, id: string): AssistRequest {
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

async function follow(request: AssistRequest, deps: AssistDeps, signal: AbortSignal): Promise<Reply> {
  let reply: Reply = { type: "cancelled" };
  for await (const event of assist(request, deps, signal)) {
    if (event.type === "assist-error") reply = { type: "failed", failure: event.failure };
    if (event.type === "assist-end" && event.outcome === "answered") reply = { type: "answered", text: event.restored };
  }
  return reply;
}
