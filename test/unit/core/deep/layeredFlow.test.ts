import assert from "node:assert/strict";
import type { AssistRequest } from "../../../../src/core/assist/request.ts";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import type { ContextItem } from "../../../../src/core/context/item.ts";
import { layered, type LayeredPreview, previewLayered } from "../../../../src/core/deep/layeredFlow.ts";
import { requestsOf } from "../../../../src/core/ledger/request.ts";
import { savedBy } from "../../../../src/core/ledger/savings.ts";
import { policyFor } from "../../../../src/core/router/policy.ts";
import { dryRun } from "../../../../src/core/router/dryRun.ts";
import { requestCost } from "../../../../src/core/router/expected.ts";
import { layerSentence, ruleSentences } from "../../../../src/core/router/explain.ts";
import { NO_RULES } from "../../../../src/core/router/ownRules.ts";
import { say } from "../../../../src/util/phrase.ts";
import { answer, fails, type Script } from "../../../helpers/fakeModel.ts";
import { playFlow, type PlayedFlow } from "../../../helpers/flow.ts";
import { item } from "../../../helpers/make.ts";

const code = (lines: number): string =>
  Array.from({ length: lines }, (_, index) => `export const name${index} = ${index};`).join("\n");
const SELECTION = item({ kind: "selection", path: "src/own.ts", range: { start: 1, end: 6_000 }, text: code(6_000) });
const ADDED = item({ kind: "excerpt", path: "src/other.ts", range: { start: 1, end: 1_200 }, text: code(1_200) });
const EDITED = item({ kind: "selection", path: "src/own.ts", range: { start: 1, end: 100 }, text: code(100) });
const EDIT = answer(`\`\`\`ts\n${code(100)}\n\`\`\``);

/** Between the models of `playFlow` the full one is worth it from here on, for an edit and for one with a long file beside it. */
const WORTH_FULL = policyFor(0.3, []);
const WORTH_READING = policyFor(0.75, []);

type Models = Readonly<Partial<Record<"mini" | "full", readonly Script[]>>>;

async function play(
  items: readonly ContextItem[],
  models: Models,
  request: Partial<AssistRequest>,
  policy = WORTH_FULL,
): Promise<PlayedFlow> {
  const context = { collect: () => Promise.resolve({ items, gate: createPathGate([]) }) };
  return await playFlow({ flow: layered, models, request, deps: { context, policy: () => policy } });
}

const asked = ({ models }: PlayedFlow): string =>
  `${models.mini?.requests.length ?? 0} mini, ${models.full?.requests.length ?? 0} full`;
const why = ({ events }: PlayedFlow): string => {
  const last = events.findLast((event) => event.type === "route-decided");
  return last
    ? ruleSentences(last.decision)
        .map((one) => say(one))
        .join(" ")
    : "";
};
const closing = ({ events }: PlayedFlow): string => {
  const last = events.at(-1);
  return last?.type === "assist-end" ? last.text : last?.type === "assist-error" ? last.failure.code : "";
};

describe("a request whose context is long", () => {
  it("is condensed by itself where it does not fit", async () => {
    const run = await play(
      [SELECTION],
      { mini: [answer("name5999 = 5999")], full: [answer("never")] },
      { task: "explain" },
    );
    assert.equal(closing(run), "name5999 = 5999");
    assert.ok(run.steps.length > 3 && run.steps.every((step) => /^read done: Condensed \d+ tokens/.test(step)));
    assert.match(why(run), /Too much to send: Mini condenses it first, about \$[\d.]+ in all\./);
  });

  it("is condensed where a small model reads it for less than it saves the strong one", async () => {
    const models = { mini: [answer("nothing of it matters")], full: [EDIT] };
    const run = await play(
      [EDITED, ADDED],
      models,
      { task: "refactor", instruction: "Use what the other file has" },
      WORTH_READING,
    );
    assert.equal(asked(run), "1 mini, 1 full");
    assert.match(run.models.full?.requests[0]?.pack.messages.at(-1)?.text ?? "", /nothing of it matters/);
    assert.match(why(run), /Mini condenses what is long first: about \$[\d.]+ in all instead of \$[\d.]+\./);
    const edited = run.models.full?.requests[0]?.pack.items.find(({ kind }) => kind === "selection");
    assert.equal(edited?.text, EDITED.text, "the code that is edited is not condensed");
  });

  it("is asked as it is where a small model answers anyway", async () => {
    const run = await play([ADDED], { mini: [answer("Yes.")], full: [answer("never")] }, { task: "explain" });
    assert.equal(asked(run), "1 mini, 0 full");
    assert.deepEqual(run.steps, []);
  });

  it("is asked as it is where the user, or a rule of theirs, says who answers", async () => {
    const models = { mini: [answer("never")], full: [EDIT] };
    const request = { task: "refactor", instruction: "Tidy up" } as const;
    assert.equal(asked(await play([EDITED, ADDED], models, { ...request, tier: "full" })), "0 mini, 1 full");
    const rules = { ...NO_RULES, tiers: { refactor: "full" } } as const;
    const ruled = policyFor(1, [], rules);
    assert.equal(asked(await play([EDITED, ADDED], models, request, ruled)), "0 mini, 1 full");
  });
});

describe("an edit of much code", () => {
  const request = { task: "refactor", instruction: "Split it in two" } as const;

  it("is planned by the strong model and written out by the small one", async () => {
    const run = await play([EDITED], { mini: [EDIT], full: [answer("Move the second half.")] }, request);
    assert.equal(asked(run), "1 mini, 1 full");
    assert.deepEqual(run.steps, ["plan done: Full planned the edit"]);
    const written = run.models.mini?.requests[0]?.pack.messages.at(-1)?.text ?? "";
    assert.match(written, /Split it in two\n\nCarry out this plan exactly.*\n\nMove the second half\./s);
    assert.match(closing(run), /name99 = 99/);
    assert.match(why(run), /Mini writes out what was planned: about \$[\d.]+ in all instead of \$[\d.]+\./);
  });

  it("is written by the strong model after all when the check refuses what the small one wrote", async () => {
    const models = { mini: [answer("Sorry, I cannot.")], full: [answer("Move the second half."), EDIT] };
    const run = await play([EDITED], models, request, policyFor(0.3, ["diagnostics"]));
    assert.match(closing(run), /name99 = 99/);
    assert.equal(run.ledger.entries.at(-1)?.tier, "full");
  });

  it("is asked as it is when the plan fails", async () => {
    const models = { mini: [answer("never")], full: [[fails("server")], EDIT] };
    const run = await play([EDITED], models, request);
    assert.deepEqual(run.steps, ["plan failed: Full plans the edit"]);
    assert.match(closing(run), /name99 = 99/);
  });

  it("is written by one model where that is worth more", async () => {
    const short = { ...EDITED, text: code(10) };
    const models = { mini: [answer("never")], full: [EDIT] };
    assert.equal(asked(await play([short], models, request)), "0 mini, 1 full");
    assert.equal(asked(await play([EDITED], models, request, policyFor(5, []))), "0 mini, 1 full");
  });
});

describe("a preview of a request", () => {
  const refactor = { task: "refactor", instruction: "Use what the other file has" } as const;
  const cases = [
    { items: [SELECTION], request: { task: "explain" }, policy: WORTH_FULL, layer: "condense" },
    { items: [EDITED, ADDED], request: refactor, policy: WORTH_READING, layer: "condense" },
    { items: [EDITED], request: refactor, policy: WORTH_FULL, layer: "plan-and-write" },
    { items: [ADDED], request: { task: "explain" }, policy: WORTH_FULL, layer: undefined },
  ] as const;

  for (const { items, request, policy, layer } of cases) {
    it(`names the same layers and price as the request (${request.task}, ${layer ?? "asked at once"})`, async () => {
      let seen: LayeredPreview | undefined;
      const { events } = await playFlow({
        flow: async function* (whole, deps, signal) {
          seen = await previewLayered(whole, deps, signal);
          yield* layered(whole, deps, signal);
        },
        models: {
          mini: [answer("a digest"), answer("a digest"), answer("a digest"), EDIT],
          full: [answer("Plan."), EDIT],
        },
        request,
        deps: {
          context: { collect: () => Promise.resolve({ items, gate: createPathGate([]) }) },
          policy: () => policy,
        },
      });
      assert.ok(seen?.layered.type === "ready");
      const { decision } = seen.layered;
      assert.equal(decision.signals.layer?.type, layer);
      const decided = events.findLast((event) => event.type === "route-decided")?.decision;
      assert.deepEqual(layerSentence(decision), decided && layerSentence(decided));
      const cost = requestCost(decision);
      assert.ok(cost.kind === "priced");
      const { weighed } = decision.signals.layer ?? {};
      assert.equal(cost.pico, weighed ? Math.round(weighed.pico) : decision.plan.order[0]?.outlook.pico);
      if (layer === undefined) assert.equal(seen.layered, seen.plain);
    });
  }
});

describe("all requests of a pipeline", () => {
  it("are attempts of one request, held against what it alone would have cost", async () => {
    const models = { mini: [answer("a digest")], full: [EDIT] };
    const { ledger } = await play(
      [EDITED, ADDED],
      models,
      { id: "one", task: "refactor", instruction: "Tidy up" },
      WORTH_READING,
    );
    assert.deepEqual([...new Set(ledger.entries.map(({ request }) => request))], ["one"]);
    const [part, last] = ledger.entries;
    assert.equal(part?.alwaysFull?.kind, "unknown", "a part is no request of its own");
    assert.ok(last?.alwaysFull?.kind === "priced" && last.cost.kind === "priced");
    const read = 10 * 1e6 * 9_000;
    assert.ok(last.alwaysFull.pico > last.cost.pico + read, "the full model would have read the whole file");
    assert.ok((savedBy({ attempts: ledger.entries }, "priced")?.saved ?? 0n) > 0n);
  });

  it("replay as the answer was routed, and what was planned is left out", async () => {
    const condensed = await play(
      [EDITED, ADDED],
      { mini: [answer("a digest")], full: [EDIT] },
      { task: "refactor" },
      WORTH_READING,
    );
    const planned = await play([EDITED], { mini: [EDIT], full: [answer("a plan")] }, { task: "refactor" });
    const seats = Object.entries(condensed.models).map(
      ([tier, { info }]) => ({ tier: tier === "mini" ? "mini" : "full", info }) as const,
    );
    const again = dryRun(
      [...requestsOf(condensed.ledger.entries), ...requestsOf(planned.ledger.entries)],
      seats,
      WORTH_READING,
    );
    assert.deepEqual(
      again.requests.map(({ was, now }) => [was, now]),
      [["full", "full"]],
    );
    assert.equal(again.left, 1);
  });
});
