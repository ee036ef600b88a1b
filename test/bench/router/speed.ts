import { phrase } from "../../../src/util/phrase.ts";
import type { ContextItem } from "../../../src/core/context/item.ts";
import type { AssistRequest } from "../../../src/core/assist/request.ts";
import { perMillion, type Price } from "../../../src/core/models/price.ts";
import { TIERS } from "../../../src/core/models/tier.ts";
import type { Candidate } from "../../../src/core/models/model.ts";
import { parseRules } from "../../../src/core/router/ownRules.ts";
import { policyFor } from "../../../src/core/router/policy.ts";
import { route } from "../../../src/core/router/route.ts";
import { signalsOf } from "../../../src/core/task/signals.ts";
import { percentile } from "../stats.ts";

const RUNS = 4_000;
const WARM_UP = 500;
const CHARACTERS = 16_000;

const RULES = parseRules(
  [
    { task: ["review", "debug"], language: "rust", tier: "deep" },
    { path: "infra/**", never: "cloud/*" },
    { minTokens: 60_000, tier: "full" },
  ],
  "user",
).rules;

const ITEMS = ["src/retry.ts", "src/service.rs"].map((path): ContextItem => {
  const language = path.endsWith("rs") ? "rust" : "typescript";
  return { kind: "file", path, language, name: "", text: "" };
});

/** ms of one decision in the product, from the request to the plan, with a question of 16,000 characters and every signal. */
export function decisionTimes(): { readonly p50: number; readonly p95: number } {
  const text = "Why does the retry loop in this service give up after the first timeout and what should change? ";
  const instruction = text.repeat(Math.ceil(CHARACTERS / text.length)).slice(0, CHARACTERS);
  const request: AssistRequest = {
    ...{ id: "speed", instruction, origin: "chat", tier: "auto", anchors: [], without: [] },
    history: [
      { role: "user", text: instruction },
      { role: "assistant", text: instruction },
    ],
  };
  const candidates = TIERS.map((tier, index): Candidate => {
    const model = `model-${index}`;
    const info = {
      id: `cloud/${model}`,
      connection: "cloud",
      model,
      label: model,
      host: "h",
      local: false,
      demo: false,
    };
    return { tier, info: { ...info, price: listed(index + 1) } };
  });
  const policy = policyFor(0.1, ["tests", "types", "diagnostics"], {
    rules: RULES,
    allow: [],
    deny: ["old/*"],
    tiers: {},
  });
  const times: number[] = [];
  for (let run = 0; run < RUNS + WARM_UP; run += 1) {
    const once = (): number => {
      const from = performance.now();
      const signals = signalsOf(request, {
        ...{ promptTokens: 6_000 + run, answerTokens: 2_000, budgetLeftPico: 1e12, workspace: "project" },
        unavailable: { "cloud/model-3": phrase("it is rate limited") },
        items: ITEMS,
      });
      route(signals, candidates, policy);
      return performance.now() - from;
    };
    // The better of two in a row: a pause of the machine in the middle is not the router's.
    const ms = Math.min(once(), once());
    if (run >= WARM_UP) times.push(ms);
  }
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

function listed(dollars: number): Price {
  const rates = { input: perMillion(dollars), output: perMillion(4 * dollars) };
  return { kind: "listed", rates, provenance: "computed", asOf: "2026-11-21" };
}
