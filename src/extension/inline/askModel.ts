import * as vscode from "vscode";
import { assist } from "../../core/assist/assist.ts";
import type { AssistDeps } from "../../core/assist/deps.ts";
import { toFailure } from "../../core/assist/errors.ts";
import type { AssistRequest } from "../../core/assist/request.ts";
import type { Reply } from "../../core/complete/completer.ts";
import type { Place } from "../../core/complete/place.ts";
import { completionRequest } from "../../core/complete/request.ts";

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
    return await follow(completionRequest(place, deps.newId()), deps, signal);
  } catch (error) {
    return { type: "failed", failure: toFailure(error) };
  }
}

async function follow(request: AssistRequest, deps: AssistDeps, signal: AbortSignal): Promise<Reply> {
  let reply: Reply = { type: "cancelled" };
  for await (const event of assist(request, deps, signal)) {
    if (event.type === "assist-error") reply = { type: "failed", failure: event.failure };
    if (event.type === "assist-end" && event.outcome === "answered") reply = { type: "answered", text: event.restored };
  }
  return reply;
}
