import type { ErrorFacts } from "../core/assist/errors.ts";
import type { StreamPart } from "../core/ports.ts";
import type { FoldState } from "./foldState.ts";
import { asArray, asText, field } from "./json.ts";
import { mapStreamError } from "./mapError.ts";

/**
 * The deltas of one event of a Responses stream, or of a whole response sent at once; updates `state`. Throws
 * `AssistError` for a response that failed. Events of other types are passed over.
 */
export function foldResponse(event: unknown, state: FoldState, facts: ErrorFacts): readonly StreamPart[] {
  if (field(event, "object") === "response") return foldWhole(event, state, facts);
  const delta = asText(field(event, "delta")) ?? "";
  switch (field(event, "type")) {
    case "response.output_text.delta":
      return textPart(delta);
    case "response.refusal.delta":
      return state.refusal(delta);
    case "response.reasoning_text.delta":
    case "response.reasoning_summary_text.delta":
      return delta === "" ? [] : [{ type: "reasoning-delta", text: delta }];
    case "response.output_item.done":
      noteCall(field(event, "item"), state);
      return [];
    case "response.created":
    case "response.completed":
    case "response.incomplete":
    case "response.failed":
      note(field(event, "response"), state, facts);
      return [];
    default:
      return [];
  }
}

/** Whether a document, sent instead of a stream, is a response. */
export function isResponse(document: unknown): boolean {
  return field(document, "object") === "response" && asArray(field(document, "output")) !== undefined;
}

function textPart(text: string): readonly StreamPart[] {
  return text === "" ? [] : [{ type: "text-delta", text }];
}

function foldWhole(response: unknown, state: FoldState, facts: ErrorFacts): readonly StreamPart[] {
  const items = asArray(field(response, "output")) ?? [];
  const parts = items.flatMap((item) => asArray(field(item, "content")) ?? []);
  for (const item of items) noteCall(item, state);
  note(response, state, facts);
  return parts.flatMap((part) => {
    const refusal = asText(field(part, "refusal"));
    return refusal ? state.refusal(refusal) : textPart(asText(field(part, "text")) ?? "");
  });
}

function noteCall(item: unknown, state: FoldState): void {
  if (field(item, "type") !== "function_call") return;
  const id = asText(field(item, "call_id")) ?? asText(field(item, "id")) ?? "";
  state.call(id, { id, name: asText(field(item, "name")) ?? "", arguments: asText(field(item, "arguments")) ?? "" });
}

/** Model, usage and end of a response, as far as it has come. */
function note(response: unknown, state: FoldState, facts: ErrorFacts): void {
  const served = asText(field(response, "model"));
  if (served) state.served = served;
  state.noteUsage(field(response, "usage"));
  switch (field(response, "status")) {
    case "completed":
      state.reason = "stop";
      break;
    case "incomplete":
      state.reason = INCOMPLETE.get(asText(field(field(response, "incomplete_details"), "reason")) ?? "") ?? "unknown";
      break;
    case "failed":
      throw mapStreamError({ error: field(response, "error") ?? "the response failed" }, facts);
  }
}

const INCOMPLETE: ReadonlyMap<string, "length" | "filtered"> = new Map([
  ["max_output_tokens", "length"],
  ["content_filter", "filtered"],
]);
