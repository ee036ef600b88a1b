import type { ErrorCode } from "../core/assist/errorCodes.ts";
import type { ModelInfo } from "../core/models/model.ts";
import type { Fim } from "../core/models/presets.ts";
import type { ModelRequest, StreamPart } from "../core/ports.ts";
import type { Endpoint } from "./endpoint.ts";
import { type Gap, type GapPrompt, gapPromptFor } from "./fimTemplates.ts";
import { foldChunk, isCompletion } from "./foldChunk.ts";
import type { FoldState } from "./foldState.ts";
import { asArray, asText, field, type JsonObject } from "./json.ts";
import { leaveOut, type Learnt } from "./learnt.ts";
import type { Wire, WireRequest } from "./wire.ts";

/**
 * The call for a completion between two texts, by the first of the endpoint's ways that its model has not refused;
 * undefined for everything else, which is asked as a chat.
 */
export function fimWireFor(
  { preset, baseUrl }: Endpoint,
  { model }: Pick<ModelInfo, "model">,
  { request, learnt }: { readonly request: ModelRequest; readonly learnt: Learnt },
): Wire | undefined {
  const gap = preset.fim === "none" ? undefined : gapOf(request);
  if (preset.fim === "none" || !gap) return undefined;
  const ways = WAYS[preset.fim].flatMap((way) => way({ gap, baseUrl, model }) ?? []);
  return ways[learnt.refusedGaps ?? 0];
}

/** Refusals that say that the model or the server does not fill gaps. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set(["bad-parameter", "wrong-url", "model-not-found", "bad-response"]);

export function isGapRefusal(code: ErrorCode): boolean {
  return REFUSALS.has(code);
}

function gapOf({ pack }: ModelRequest): Gap | undefined {
  const before = pack.items.find(({ kind }) => kind === "before");
  const after = pack.items.find(({ kind }) => kind === "after");
  const own = before ?? after;
  if (!own) return undefined;
  const others = pack.items.filter((item) => item !== before && item !== after);
  return { path: own.path, before: before?.text ?? "", after: after?.text ?? "", others };
}

interface Asked {
  readonly gap: Gap;
  readonly baseUrl: string;
  readonly model: string;
}

/** Undefined where there is no such way to this model. */
type Way = (asked: Asked) => Wire | undefined;

const suffixed: Way = ({ gap }) => ({ ...TEXT, path: "/completions", body: bodyFor(sidesOf(gap)) });

/** The prompt in the model's own signs. */
const templated: Way = ({ gap, model }) => {
  const prompt = gapPromptFor(model, gap);
  return prompt && { ...TEXT, path: "/completions", body: bodyFor(prompt) };
};

/** Ollama's own call: it leaves the prompt as it is, where its `/v1/completions` would write it into the model's chat. */
const raw: Way = ({ gap, baseUrl, model }) => {
  const prompt = gapPromptFor(model, gap);
  return (
    prompt && {
      path: `${rootOf(baseUrl)}/api/generate`,
      body: ({ request: { maxOutputTokens, stop = [] } }) => ({
        model,
        prompt: prompt.prompt,
        raw: true,
        stream: false,
        options: { num_predict: maxOutputTokens, stop: [...prompt.stop, ...stop] },
      }),
      fold: foldGenerated,
      isAnswer: (document) => asText(field(document, "response")) !== undefined,
    }
  );
};

const infill: Way = ({ gap, baseUrl }) => ({
  path: `${rootOf(baseUrl)}/infill`,
  body: ({ request: { maxOutputTokens, stop } }) => ({
    input_prefix: gap.before,
    input_suffix: gap.after,
    input_extra: gap.others.map(({ path, text }) => ({ filename: path, text })),
    prompt: "",
    n_predict: maxOutputTokens,
    ...(stop ? { stop } : {}),
    stream: true,
  }),
  fold: foldInfill,
  isAnswer: (document) => asText(field(document, "content")) !== undefined,
});

/** Best first: what one way does not reach, the next may. */
const WAYS: Readonly<Record<Exclude<Fim, "none">, readonly Way[]>> = {
  completions: [suffixed],
  template: [templated],
  ollama: [suffixed, raw],
  mistral: [
    ({ gap }) => ({ path: "/fim/completions", body: bodyFor(sidesOf(gap)), fold: foldChunk, isAnswer: isCompletion }),
  ],
  deepseek: [
    ({ gap, baseUrl }) => ({
      ...TEXT,
      path: `${rootOf(baseUrl)}/beta/completions`,
      body: bodyFor(sidesOf(gap)),
    }),
  ],
  llamacpp: [infill],
};

function rootOf(baseUrl: string): string {
  return baseUrl.replace(/\/(?:v1\/?)?$/, "");
}

function sidesOf({ before, after }: Gap): { readonly prompt: string; readonly suffix: string } {
  return { prompt: before, suffix: after };
}

function bodyFor({ stop: own = [], ...prompt }: Partial<GapPrompt> & { readonly suffix?: string }): Wire["body"] {
  return ({ info, preset, request, learnt }: WireRequest): JsonObject => {
    const stop = [...own, ...(request.stop ?? [])];
    return leaveOut(learnt, {
      model: info.model,
      ...prompt,
      stream: true,
      max_tokens: request.maxOutputTokens,
      ...(stop.length > 0 ? { stop } : {}),
      ...(preset.usageOption ? { stream_options: { include_usage: true } } : {}),
    });
  };
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

function foldGenerated(chunk: unknown, state: FoldState): readonly StreamPart[] {
  const text = asText(field(chunk, "response")) ?? "";
  if (field(chunk, "done") === true) {
    state.reason = asText(field(chunk, "done_reason")) === "length" ? "length" : "stop";
    state.noteUsage({
      prompt_tokens: field(chunk, "prompt_eval_count"),
      completion_tokens: field(chunk, "eval_count"),
    });
  }
  return text === "" ? [] : [{ type: "text-delta", text }];
}
