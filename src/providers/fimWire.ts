import type { ErrorCode } from "../core/assist/errors.ts";
import type { ContextItem } from "../core/context/item.ts";
import type { Fim } from "../core/models/presets.ts";
import type { ModelRequest, StreamPart } from "../core/ports.ts";
import type { Endpoint } from "./endpoint.ts";
import { foldChunk, isCompletion } from "./foldChunk.ts";
import type { FoldState } from "./foldState.ts";
import { asArray, asText, field, type JsonObject } from "./json.ts";
import type { Learnt } from "./learnt.ts";
import type { Wire, WireRequest } from "./wire.ts";

/** The two texts that a completion stands between, redacted, and what goes along with them. */
interface Gap {
  readonly before: string;
  readonly after: string;
  readonly others: readonly ContextItem[];
}

/**
 * The call for a completion between two texts, where the endpoint has one and its model has not refused it; undefined
 * for everything else, which is asked as a chat.
 */
export function fimWireFor({ preset, baseUrl }: Endpoint, request: ModelRequest, learnt: Learnt): Wire | undefined {
  const gap = gapOf(request);
  if (preset.fim === "none" || learnt.chatForGaps || !gap) return undefined;
  return WIRES[preset.fim](gap, baseUrl);
}

/** Refusals that say that the model or the server does not fill gaps. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set(["bad-parameter", "wrong-url", "model-not-found", "bad-response"]);

export function isGapRefusal(code: ErrorCode): boolean {
  return REFUSALS.has(code);
}

function gapOf({ pack }: ModelRequest): Gap | undefined {
  const before = pack.items.find(({ kind }) => kind === "before");
  const after = pack.items.find(({ kind }) => kind === "after");
  if (!before && !after) return undefined;
  const others = pack.items.filter((item) => item !== before && item !== after);
  return { before: before?.text ?? "", after: after?.text ?? "", others };
}

const WIRES: Readonly<Record<Exclude<Fim, "none">, (gap: Gap, baseUrl: string) => Wire>> = {
  completions: (gap) => ({ ...TEXT, path: "/completions", body: bodyFor(gap) }),
  mistral: (gap) => ({ path: "/fim/completions", body: bodyFor(gap), fold: foldChunk, isAnswer: isCompletion }),
  deepseek: (gap, baseUrl) => ({
    ...TEXT,
    path: `${baseUrl.replace(/\/(?:v1\/?)?$/, "")}/beta/completions`,
    body: bodyFor(gap),
  }),
  llamacpp: (gap, baseUrl) => ({
    path: `${baseUrl.replace(/\/(?:v1\/?)?$/, "")}/infill`,
    body: ({ request }) => ({
      input_prefix: gap.before,
      input_suffix: gap.after,
      input_extra: gap.others.map(({ path, text }) => ({ filename: path, text })),
      prompt: "",
      n_predict: request.maxOutputTokens,
      stream: true,
    }),
    fold: foldInfill,
    isAnswer: (document) => asText(field(document, "content")) !== undefined,
  }),
};

function bodyFor({ before, after }: Gap): Wire["body"] {
  return ({ info, preset, request }: WireRequest): JsonObject => ({
    model: info.model,
    prompt: before,
    suffix: after,
    stream: true,
    max_tokens: request.maxOutputTokens,
    ...(preset.usageOption ? { stream_options: { include_usage: true } } : {}),
  });
}

/** Completions carry their text where a chat carries its delta. */
const TEXT: Pick<Wire, "fold" | "isAnswer"> = {
  fold(chunk, state) {
    const parts = foldChunk(chunk, state);
    const text = asText(field(asArray(field(chunk, "choices"))?.[0], "text"));
    return text ? [...parts, { type: "text-delta", text }] : parts;
  },
  isAnswer: isCompletion,
};

function foldInfill(chunk: unknown, state: FoldState): readonly StreamPart[] {
  const text = asText(field(chunk, "content")) ?? "";
  if (field(chunk, "stop") === true) {
    state.reason = asText(field(chunk, "stop_type")) === "limit" ? "length" : "stop";
    state.noteUsage({
      prompt_tokens: field(chunk, "tokens_evaluated"),
      completion_tokens: field(chunk, "tokens_predicted"),
    });
  }
  const served = asText(field(chunk, "model"));
  if (served) state.served = served;
  return text === "" ? [] : [{ type: "text-delta", text }];
}
