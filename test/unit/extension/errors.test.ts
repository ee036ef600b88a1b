import assert from "node:assert/strict";
import { ERROR_CODES, type ErrorCode } from "../../../src/core/assist/errorCodes.ts";
import { type ErrorFacts } from "../../../src/core/assist/errors.ts";
import { describeFailure } from "../../../src/extension/errors.ts";
import { ACTION_LABELS } from "../../../src/extension/actionIds.ts";
import { say } from "../../../src/util/phrase.ts";

const NOON = new Date(2026, 10, 20, 14, 30).getTime();
/** Every fact a failure can name, each with a value that is easily found. */
const FACTS: ErrorFacts = {
  ...{ host: "api.example", model: "gpt-6", file: "store.ts", setting: "upshift.a.b", reason: "too odd" },
  ...{ parameter: "top_k", date: "2026-10-23", replacement: "gpt-7", retryAfterMs: 120_000, seconds: 45 },
  ...{ tokens: 41_000, limitTokens: 32_000, bytes: 3_565_158, limitBytes: 1_048_576 },
};

const sentence = (code: ErrorCode, facts: ErrorFacts = FACTS): string =>
  say(describeFailure({ code, facts }, NOON, "de").sentence);

/** The sentences of ui.md section 5, and those of codes that joined since. */
const SENTENCES: Readonly<Partial<Record<ErrorCode, string>>> = {
  auth: "api.example did not accept the key.",
  permission: "This key may not use gpt-6.",
  "model-not-found": "api.example has no model named gpt-6.",
  "model-retired": "gpt-6 was shut down on 2026-10-23. gpt-7 replaces it.",
  "wrong-url": "api.example answered with a web page, not with a model. The address may lack /v1.",
  unreachable: "api.example did not answer.",
  certificate: "The certificate of api.example is not trusted here.",
  proxy: "The proxy on the way to api.example wants a sign-in.",
  "rate-limit": "api.example is rate limited until 14:32.",
  overloaded: "api.example is overloaded.",
  server: "api.example failed with an internal error.",
  billing: "api.example reports that the credit is used up.",
  "context-too-long": "The message is 41k tokens; gpt-6 takes 32k.",
  "prompt-cut": "api.example cut the prompt: it read 32k of 41k tokens.",
  filtered: "api.example filtered this request.",
  refused: "gpt-6 declined to answer.",
  "warming-up": "gpt-6 is still loading.",
  timeout: "No text for 45 s.",
  truncated: "The connection closed before the answer was complete. What arrived is kept.",
  "length-limit": "The answer reached its length limit.",
  "bad-response": "api.example sent an answer that cannot be read.",
  "price-needed": "gpt-6 has no price, so the budget cannot be checked.",
  "private-only": "store.ts may not leave this computer and no local model is running.",
  untrusted: "Checks that this folder sets up are ignored until you trust it.",
  "nothing-selected": "Select code first, or place the cursor in a function.",
  "no-workspace": "Open a folder first.",
  "not-text": "store.ts is not text.",
  "too-large": "store.ts is 3,4 MB; Upshift reads up to 1 MB.",
  "bad-setting": "upshift.a.b is not valid: too odd. The default is used.",
  transport: "The connection to api.example broke: too odd.",
  ignored: "store.ts is kept out by too odd.",
  empty: "gpt-6 sent an empty answer.",
  "check-failed": "Check failed: too odd.",
};

describe("the trouble table", () => {
  for (const code of ERROR_CODES) {
    it(`has a whole sentence and a next step for ${code}`, () => {
      for (const facts of [FACTS, {}]) {
        const { actions } = describeFailure({ code, facts }, NOON, "en");
        const text = sentence(code, facts);
        assert.match(text, /^\S.*\.$/);
        assert.doesNotMatch(text, /\{|\}|undefined|NaN|\[object/, text);
        assert.ok(actions.length > 0 && actions.length <= 3, code);
        assert.equal(new Set(actions).size, actions.length);
        for (const action of actions) assert.notEqual(say(ACTION_LABELS[action]), "");
      }
    });
  }

  for (const [code, expected] of Object.entries(SENTENCES)) {
    it(`says: ${expected}`, () => {
      const known = ERROR_CODES.find((one) => one === code);
      assert.equal(known && sentence(known), expected);
    });
  }

  const variants: readonly (readonly [ErrorCode, ErrorFacts, string])[] = [
    ["no-model", {}, "No model is connected."],
    ["no-model", { reason: "no model is set for Full" }, "No model can answer: no model is set for Full."],
    ["rate-limit", { host: "api.example" }, "api.example is rate limited."],
    [
      "permission",
      { model: "copilot/gpt-6", consent: "refused" },
      "Upshift was not allowed to use copilot/gpt-6. VS Code asks for it when a question is asked.",
    ],
    ["context-too-long", { model: "gpt-6" }, "The message is longer than gpt-6 takes."],
    ["context-too-long", { tokens: 20_000, limitTokens: 16_000 }, "The message is 20k tokens; 16k fit."],
    ["bad-parameter", { host: "api.example" }, "api.example does not take a part of the request."],
    ["unreachable", { host: "" }, "The endpoint did not answer."],
    ["not-text", { file: "{host}.ts" }, "{host}.ts is not text."],
    ["key-missing", { host: "api.example" }, "The key for api.example is not stored here. Enter it again."],
    [
      "key-missing",
      { host: "api.example", forgetful: true },
      "The key for api.example is gone: VS Code in a browser forgets keys when its page is loaded again.",
    ],
  ];
  for (const [code, facts, expected] of variants) {
    it(`says for ${code} with ${JSON.stringify(facts)}: ${expected}`, () =>
      assert.equal(sentence(code, facts), expected));
  }

  it("offers a replacement only where there is one", () => {
    const offered = (facts: ErrorFacts): readonly string[] =>
      describeFailure({ code: "model-retired", facts }, NOON, "en").actions;
    assert.deepEqual(offered({ replacement: "gpt-7" }), ["use-replacement", "choose-model"]);
    assert.deepEqual(offered({}), ["choose-model"]);
  });

  it("hands a translator only the facts that the sentence names", () => {
    const { sentence: told } = describeFailure({ code: "auth", facts: FACTS }, NOON, "en");
    assert.deepEqual(told.args, { host: "api.example" });
  });

  it("offers to retry only where that can help", () => {
    const retries = ERROR_CODES.filter((code) =>
      describeFailure({ code, facts: {} }, NOON, "en").actions.some((action) => action.startsWith("retry")),
    );
    for (const code of [
      "auth",
      "key-missing",
      "no-model",
      "billing",
      "wrong-url",
      "nothing-selected",
      "ignored",
    ] as const) {
      assert.ok(!retries.includes(code), code);
    }
    for (const code of ["rate-limit", "overloaded", "unreachable", "transport", "timeout"] as const)
      assert.ok(retries.includes(code), code);
  });

  it("offers of a budget what can help: to raise the day's, and another model than the one that was too dear", () => {
    const offered = (facts: ErrorFacts): readonly string[] =>
      describeFailure({ code: "over-budget", facts }, NOON, "en").actions;
    assert.deepEqual(offered({ budget: "day", tier: "full" }), ["retry-mini", "raise-today", "set-budget"]);
    assert.deepEqual(offered({ budget: "day", tier: "mini" }), ["raise-today", "set-budget"]);
    assert.deepEqual(offered({ budget: "month", tier: "mini" }), ["set-budget"]);
  });
});
