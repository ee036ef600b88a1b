import type { FaultKind } from "../../../src/core/assist/faultTable.ts";

/** What servers answer with, by what it means: the status and the words of the error. */
export const SAID: Readonly<Partial<Record<FaultKind, readonly string[]>>> = {
  auth: [
    "400 API key expired. Please renew the API key.",
    "400 Missing or invalid Authorization header.",
    "400 Authentication Error, Invalid proxy server token passed",
    "403 Method doesn't allow unregistered callers (callers without established identity).",
    "403 Your API key was reported as leaked. Please use another API key.",
    "403 The security token included in the request is expired",
    "403 Unauthorized",
  ],
  permission: [
    "403 Your API key does not have permission to use the specified resource.",
    "403 User: arn:aws:iam::1:user/a is not authorized to perform: bedrock:InvokeModel",
    "403 Your organization must be verified to use the model `gpt-9`.",
    "400 User location is not supported for the API use.",
    "404 No endpoints found matching your data policy (Free model publication).",
  ],
  billing: [
    "400 Your credit balance is too low to access the Anthropic API.",
    "400 Organization has been restricted due to spend limit. Add billing",
    "403 Sorry, your account balance is insufficient",
    "403 Your newly created team doesn't have any credits yet.",
    "403 Key limit exceeded (total limit).",
    "429 Your team has either used all available credits or reached its monthly spending limit.",
    "429 Insufficient balance or no resource package. Please recharge.",
  ],
  "rate-limit": [
    "400 Too many tokens, please wait before trying again.",
    "429 You exceeded your current quota, please check your plan and billing details.",
    "429 Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day",
    "429 Too many tokens per minute",
    "429 Service tier capacity exceeded for this model.",
  ],
  overflow: [
    "400 input length and `max_tokens` exceed context limit: 190000 + 21333 > 200000",
    "400 Input is too long for requested model.",
    "400 This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
    "400 The decoder prompt (length 9000) is longer than the maximum model length of 8192.",
    "400 prompt token count of 70000 exceeds the limit of 64000",
    "400 Invalid request: Your request exceeded model token limit: 131072",
    "400 Prompt exceeds max length",
    "400 Range of input length should be [1, 129024]",
    "422 Input validation error: `inputs` must have less than 4095 tokens. Given: 5000",
    "422 Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193.",
    "429 Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 51234.",
    "500 input is too large to process. increase the physical batch size",
  ],
  "model-not-found": [
    "400 Invalid model: mistral-9",
    "400 Invalid model 'x'. Permitted models can be found in the documentation",
    "400 foo/bar is not a valid model ID",
    "400 Model Not Exist",
    "400 The model `x` has been decommissioned and is no longer supported.",
    "400 The provided model identifier is invalid.",
    "400 The requested model 'x' is not supported by any provider you have enabled.",
    "400 Unknown Model, please check the model code.",
    "404 No endpoints found for foo/bar.",
    "404 No allowed providers are available for the selected model.",
    "404 model: claude-9",
  ],
  "wrong-url": ["404 Invalid URL (POST /v1/v1/chat/completions)", "404 Resource not found"],
  overloaded: [
    "498 Flex tier capacity exceeded",
    "503 x is currently over capacity. Please try again and back off exponentially.",
  ],
  "warming-up": ["503 Model meta/x is currently loading"],
  "gateway-timeout": ["522 Connection timed out"],
  filtered: [
    "400 Your request was rejected as a result of our safety system.",
    "400 Input data may contain inappropriate content.",
    "400 The system has detected that the input may contain unsafe or sensitive content",
    "400 Content Exists Risk",
    "400 Output blocked by content filtering policy",
    "403 Content violates usage guidelines.",
  ],
  parameter: [
    "400 property 'foo' is unsupported",
    "400 Argument not supported on this model: presencePenalty",
    "400 registry.ollama.ai/library/gemma3:4b does not support tools",
    "400 `reasoning_effort` is not supported with this model",
    '400 "auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
    "404 No endpoints found that support tool use.",
  ],
  "bad-request": [
    "400 max_tokens: 200000 > 64000, which is the maximum allowed number of output tokens",
    "400 max_tokens is too large: 200000. This model supports at most 16384 completion tokens.",
    "400 Invalid max_tokens value, the valid range of max_tokens is [1, 8192]",
    "400 `temperature` and `top_p` cannot both be specified for this model.",
  ],
};

/** Words of an overflow, the tokens asked for, and the limit. */
export const SIZES: readonly (readonly [message: string, tokens: number, limitTokens: number])[] = [
  ["The maximum context length is 4096 tokens, you requested 5000 (4000 in the messages, 1200 to answer)", 5000, 4096],
  ["The maximum context length is 32768 tokens. You requested about 45000 tokens (44000 of text)", 45_000, 32_768],
  ["input length and `max_tokens` exceed context limit: 190000 + 21333 > 200000", 211_333, 200_000],
  ["prompt is too long for claude-opus-4-20250514: 213,462 tokens > 200,000 maximum", 213_462, 200_000],
];

/** Words of a refusal, and the parameter that they name. */
export const NAMED: readonly (readonly [message: string, parameter: string])[] = [
  ['Invalid JSON payload received. Unknown name "stream_options": Cannot find field.', "stream_options"],
  ["reasoning_effort: Extra inputs are not permitted", "reasoning_effort"],
  ["Malformed input request: extraneous key [reasoning_effort] is not permitted", "reasoning_effort"],
  ["Model grok-4 does not support parameter stop.", "stop"],
  ["invalid request: unknown field 'seed'", "seed"],
];
