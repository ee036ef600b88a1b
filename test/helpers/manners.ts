import { KEY } from "./adapter.ts";
import type { Manners } from "./vendorServer.ts";

const event = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (model: string, delta: object, more: object = {}): string =>
  event({
    id: "c",
    object: "chat.completion.chunk",
    model,
    choices: [{ index: 0, delta, finish_reason: null }],
    ...more,
  });
const last = (model: string, reason: string, more: object = {}): string =>
  event({ id: "c", model, choices: [{ index: 0, delta: {}, finish_reason: reason }], ...more });
const DONE = "data: [DONE]\n\n";

const openaiError = (message: string, code: string | null = null, param: string | null = null): object => ({
  error: { message, type: "invalid_request_error", param, code },
});

const list = (...rows: readonly object[]): object => ({ object: "list", data: rows });

/** As OpenAI behaves with older models; the others differ from it. */
const OPENAI: Manners = {
  base: "/v1",
  key: ["authorization", `Bearer ${KEY}`],
  fields: [
    "model",
    "messages",
    "stream",
    "stream_options",
    "max_completion_tokens",
    "reasoning_effort",
    "tools",
    "tool_choice",
  ],
  refusal: (field) => ({
    status: 400,
    body: openaiError(
      `Unsupported parameter: '${field}' is not supported with this model.`,
      "unsupported_parameter",
      field,
    ),
  }),
  roles: ["system", "developer", "user", "assistant", "tool"],
  usage: "asked",
  answer: (model, usage) => [
    chunk(model, { role: "assistant", content: "" }),
    chunk(model, { content: "hel" }),
    chunk(model, { content: "lo" }),
    last(model, "stop"),
    ...("usage" in usage ? [event({ id: "c", model, choices: [], ...usage })] : []),
    DONE,
  ],
  listing: list({ id: "small", object: "model", owned_by: "openai", shutdown_date: "2027-01-14" }),
  wrongKey: { status: 401, body: openaiError("Incorrect API key provided: sk-x.", "invalid_api_key") },
  responses: true,
};

/** Servers that copy it, with the field that all of them know. */
const COPY: Manners = {
  ...OPENAI,
  fields: ["model", "messages", "stream", "stream_options", "max_tokens", "reasoning_effort"],
  listing: list({ id: "small" }),
  responses: false,
};

const LOCAL: Manners = { ...COPY, roles: ["system", "user", "assistant", "tool"] };
const { key: _, ...KEYLESS } = LOCAL;

/** By preset. */
export const MANNERS: Readonly<Record<string, Manners>> = {
  openai: OPENAI,
  azure: {
    ...OPENAI,
    base: "/openai/v1",
    key: ["api-key", KEY],
    answer: (model, usage) => [
      event({ id: "", choices: [], prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }] }),
      ...OPENAI.answer(model, usage),
    ],
    listing: list({ id: "small", capabilities: { chat_completion: true } }),
    wrongKey: {
      status: 401,
      body: { error: { code: "401", message: "Access denied due to invalid subscription key." } },
    },
  },
  openrouter: {
    ...COPY,
    base: "/api/v1",
    usage: "always",
    answer: (model) => [
      ": OPENROUTER PROCESSING\n\n",
      chunk(model, { content: "hello" }, { provider: "X" }),
      ": OPENROUTER PROCESSING\n\n",
      last(model, "stop", { usage: { prompt_tokens: 20, completion_tokens: 5, cost: 0.0001, is_byok: false } }),
      DONE,
    ],
    listing: {
      data: [
        {
          id: "small",
          context_length: 128_000,
          architecture: { input_modalities: ["text", "image"] },
          top_provider: { max_completion_tokens: 16_384 },
          supported_parameters: ["tools", "reasoning"],
          expiration_date: "2027-01-14",
        },
      ],
    },
    wrongKey: { status: 401, body: { error: { message: "No auth credentials found", code: 401 } } },
  },
  xroute: { ...COPY, base: "/openai/v1" },
  anthropic: {
    ...COPY,
    answer: (model, usage) => [chunk(model, { role: "assistant", content: "hello" }), last(model, "stop", usage), DONE],
    wrongKey: { status: 401, body: openaiError("invalid x-api-key") },
  },
  gemini: {
    ...COPY,
    base: "/v1beta/openai",
    answer: (model, usage) => [
      chunk(model, { role: "assistant", content: "hello" }, usage),
      last(model, "stop", usage),
      DONE,
    ],
    listing: list({ id: "models/small", object: "model", owned_by: "google" }),
    wrongKey: {
      status: 400,
      body: [{ error: { code: 400, message: "API key not valid.", status: "INVALID_ARGUMENT" } }],
    },
  },
  mistral: {
    ...COPY,
    fields: ["model", "messages", "stream", "max_tokens"],
    refusal: (field) => ({
      status: 422,
      body: { detail: [{ type: "extra_forbidden", loc: ["body", field], msg: "Extra inputs are not permitted" }] },
    }),
    roles: ["system", "user", "assistant", "tool"],
    usage: "always",
    answer: (model, usage) => [
      chunk(model, { role: "assistant", content: [{ type: "thinking", thinking: [{ type: "text", text: "Hm." }] }] }),
      chunk(model, { content: [{ type: "text", text: "hello" }] }),
      last(model, "stop", usage),
      DONE,
    ],
    listing: list({
      id: "small",
      max_context_length: 131_072,
      capabilities: { completion_chat: true, function_calling: true, vision: false },
      deprecation: "2027-01-14T00:00:00Z",
      deprecation_replacement_model: "larger",
    }),
    wrongKey: { status: 401, body: { detail: "Unauthorized" } },
  },
  deepseek: {
    ...COPY,
    answer: (model, usage) => [
      chunk(model, { reasoning_content: "Hm." }),
      chunk(model, { content: "hello", reasoning_content: null }),
      last(model, "stop", usage),
      DONE,
    ],
    wrongKey: { status: 401, body: openaiError("Authentication Fails (no such user)") },
  },
  ollama: {
    ...KEYLESS,
    listing: list({ id: "small", object: "model", owned_by: "library" }),
    wrongKey: { status: 401, body: { error: "unauthorized" } },
  },
  lmstudio: { ...KEYLESS, listing: list({ id: "small", max_context_length: 32_768 }) },
  llamacpp: {
    ...KEYLESS,
    answer: (model, usage) => [":\n\n", ...OPENAI.answer(model, usage)],
    listing: list({ id: "small", meta: { n_ctx_train: 131_072, n_ctx: 8_192 } }),
  },
  vllm: {
    ...KEYLESS,
    refusal: (field) => ({
      status: 400,
      body: {
        object: "error",
        message: `Unknown parameter: '${field}'`,
        type: "BadRequestError",
        param: field,
        code: 400,
      },
    }),
    listing: list({ id: "small", max_model_len: 32_768 }),
  },
  litellm: {
    ...COPY,
    answer: (model, usage) => [
      chunk(model, { content: "hello" }),
      last(model, "stop"),
      event({ choices: [], model, ...usage }),
      DONE,
    ],
    wrongKey: { status: 401, body: openaiError("Authentication Error, Invalid proxy server token passed", "401") },
  },
  portkey: { ...COPY, key: ["x-portkey-api-key", KEY] },
  custom: COPY,
};
