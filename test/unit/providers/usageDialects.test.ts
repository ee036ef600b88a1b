import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { promptTokens, type Usage, USAGE_PARTS } from "../../../src/core/models/usage.ts";
import { type Counting, mapBilledHeader, mapUsage } from "../../../src/providers/mapUsage.ts";
import { USAGE_DIALECTS } from "../../../src/providers/usageDialects.ts";
import { usage } from "../../helpers/fakeModel.ts";

describe("usage in the dialects of the servers", () => {
  const rows: Readonly<Record<string, readonly [unknown, Usage | undefined, Counting?]>> = {
    "Responses: cached tokens are inside": [
      {
        input_tokens: 100,
        input_tokens_details: { cached_tokens: 60, cache_write_tokens: 10 },
        output_tokens: 20,
        output_tokens_details: { reasoning_tokens: 15 },
      },
      usage(30, 20, { cacheRead: 60, cacheWrite: 10, reasoning: 15 }),
    ],
    "Anthropic: buckets are disjoint as they come": [
      {
        input_tokens: 3,
        cache_read_input_tokens: 1_111,
        cache_creation_input_tokens: 50,
        cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 30 },
        output_tokens: 414,
        output_tokens_details: { thinking_tokens: 14 },
        server_tool_use: { web_search_requests: 2 },
      },
      {
        ...usage(3, 414, { cacheRead: 1_111, cacheWrite: 50, reasoning: 14 }),
        parts: { cacheWriteHour: 30 },
        webSearches: 2,
      },
    ],
    "Gemini: thoughts and tool prompts count, cached media once": [
      {
        promptTokenCount: 100,
        cachedContentTokenCount: 40,
        promptTokensDetails: [
          { modality: "TEXT", tokenCount: 50 },
          { modality: "AUDIO", tokenCount: 50 },
        ],
        cacheTokensDetails: [{ modality: "AUDIO", tokenCount: 40 }],
        toolUsePromptTokenCount: 7,
        candidatesTokenCount: 5,
        thoughtsTokenCount: 6,
      },
      {
        ...usage(67, 11, { cacheRead: 40, reasoning: 6 }),
        parts: { inputAudio: 10, cacheReadAudio: 40 },
      },
    ],
    "Gemini: a blocked answer": [{ promptTokenCount: 9 }, usage(9, 0)],
    "Chat: audio is a part": [
      { prompt_tokens: 9, completion_tokens: 4, prompt_tokens_details: { audio_tokens: 5 } },
      { ...usage(9, 4), parts: { inputAudio: 5 } },
    ],
    "Chat: reasoning beside the answer, as the total tells": [
      { prompt_tokens: 9, completion_tokens: 4, total_tokens: 33, completion_tokens_details: { reasoning_tokens: 20 } },
      usage(9, 24, { reasoning: 20 }),
    ],
    "Chat: xAI's own names": [
      { prompt_tokens: 9, completion_tokens: 4, total_tokens: 33, reasoning_tokens: 20, cached_prompt_text_tokens: 5 },
      usage(4, 24, { cacheRead: 5, reasoning: 20 }),
    ],
    "Chat: what LiteLLM says of Anthropic's cache": [
      { prompt_tokens: 9, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 2, cache_creation_tokens: 5 } },
      usage(2, 4, { cacheRead: 2, cacheWrite: 5 }),
    ],
    "Chat: thinking that only the total counts, where the endpoint is known for it": [
      { prompt_tokens: 35, completion_tokens: 12, total_tokens: 109 },
      usage(35, 74, { reasoning: 62 }),
      { thinkingInTotal: true },
    ],
    "Chat: a total of something else": [{ prompt_tokens: 35, completion_tokens: 12, total_tokens: 109 }, usage(35, 12)],
    "a figure beyond all bounds is no count": [{ prompt_tokens: 1e12, completion_tokens: 4 }, undefined],
    "no field of any dialect": [{ tokens: 4 }, undefined],
  };
  for (const [name, [raw, expected, counting]] of Object.entries(rows))
    it(name, () => assert.deepEqual(mapUsage(raw, counting), expected));

  it("becomes buckets that add up to the totals, whatever the details say", () => {
    const count = fc.oneof(fc.nat(1_000), fc.constantFrom(undefined, -1, 1.5, "7", Number.NaN, 1e15));
    const chat = fc.record({
      prompt_tokens: fc.nat(1_000),
      completion_tokens: fc.nat(1_000),
      prompt_tokens_details: fc.record({ cached_tokens: count, cache_write_tokens: count, audio_tokens: count }),
      completion_tokens_details: fc.record({ reasoning_tokens: count, audio_tokens: count }),
    });
    fc.assert(
      fc.property(chat, (raw) => {
        const mapped = mapUsage(raw);
        if (!mapped) return assert.equal(raw.prompt_tokens + raw.completion_tokens, 0);
        assert.equal(promptTokens(mapped), raw.prompt_tokens);
        assert.equal(mapped.output, raw.completion_tokens);
        assert.ok(mapped.reasoning <= mapped.output);
        for (const [part, bucket] of Object.entries(USAGE_PARTS)) {
          const within = Object.entries(mapped.parts ?? {}).find(([name]) => name === part)?.[1] ?? 0;
          assert.ok(within >= 0 && within <= mapped[bucket], part);
        }
        return undefined;
      }),
    );
  });

  it("never gives a part that is more than its bucket, nor a figure below zero, in any dialect", () => {
    const count = fc.oneof(fc.nat(1_000), fc.constantFrom(undefined, null, -5, 0.5, "9", Number.NaN, 1e15, {}));
    const details = fc.array(fc.record({ modality: fc.constantFrom("AUDIO", "IMAGE", "TEXT", 7), tokenCount: count }), {
      maxLength: 3,
    });
    const names = ["prompt_tokens", "completion_tokens", "total_tokens", "input_tokens", "output_tokens"];
    const more = ["cache_read_input_tokens", "cache_creation_input_tokens", "promptTokenCount", "candidatesTokenCount"];
    const raw = fc.record({
      ...Object.fromEntries(
        [...names, ...more, "thoughtsTokenCount", "cachedContentTokenCount"].map((name) => [name, count]),
      ),
      prompt_tokens_details: fc.record({ cached_tokens: count, audio_tokens: count }),
      cache_creation: fc.record({ ephemeral_1h_input_tokens: count }),
      promptTokensDetails: details,
      cacheTokensDetails: details,
    });
    fc.assert(
      fc.property(raw, fc.constantFrom(undefined, ...USAGE_DIALECTS), fc.boolean(), (one, dialect, thinkingInTotal) => {
        const mapped = mapUsage(one, { ...(dialect ? { dialect } : {}), thinkingInTotal });
        if (!mapped) return;
        const { input, cacheRead, cacheWrite, output, reasoning, parts = {} } = mapped;
        for (const size of [input, cacheRead, cacheWrite, output, reasoning])
          assert.ok(Number.isSafeInteger(size) && size >= 0);
        assert.ok(reasoning <= output);
        const held: Record<string, number> = { input, cacheRead, cacheWrite, output };
        for (const [part, size = 0] of Object.entries(parts)) {
          const bucket = USAGE_PARTS[part as keyof typeof USAGE_PARTS];
          held[bucket] = (held[bucket] ?? 0) - size;
        }
        assert.ok(Object.values(held).every((left) => left >= 0));
      }),
    );
  });

  it("reads LiteLLM's header, where a zero stands for a price that it lacks", () => {
    const headers: readonly (readonly [string | null, number | undefined])[] = [
      ["0.000123", 123_000_000],
      ["1.5e-7", 150_000],
      ["0.0", undefined],
      ["None", undefined],
      ["-1", undefined],
      ["", undefined],
      [null, undefined],
    ];
    for (const [value, expected] of headers) assert.equal(mapBilledHeader(value), expected, String(value));
  });
});
