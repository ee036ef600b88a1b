import assert from "node:assert/strict";
import { answer, fails, finish, text, usage } from "../../../helpers/fakeModel.ts";
import { folded } from "../../../helpers/answerWords.ts";
import { CORE_VERIFIERS } from "../../../../src/core/cascade/verify.ts";
import type { ContextItem } from "../../../../src/core/context/item.ts";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import type { Verifier } from "../../../../src/core/ports.ts";
import { phrase } from "../../../../src/util/phrase.ts";
import { item, price } from "../../../helpers/make.ts";
import { play, type Scene } from "../../../helpers/road.ts";

const CODE = "```ts\nlet a = 2;\n```";
const good = { scripts: [answer(CODE, usage(1_000, 100))] };
const prose = { scripts: [answer("Prose only.", usage(1_000, 10))] };
const fix = { task: "fix" } as const;

/** What a person sees of an answer: state, text, cost, and one line per attempt. */
async function seen(scene: Scene): Promise<Readonly<Record<string, unknown>>> {
  const { view } = folded((await play(scene)).events);
  const attempts = view.attempts.map(({ tier, state, note, costIsEstimate, discardedText }) =>
    [tier, state, note, costIsEstimate ? "estimate" : "", discardedText ?? ""]
      .filter((part) => part !== "")
      .join(" | "),
  );
  const { state, because, notice, failure, savedPico } = view;
  return { state, text: view.text, because, attempts, pico: view.cost.pico, savedPico, notice: notice?.text, failure };
}

describe("an answer as it is shown", () => {
  it("of mini alone", async () => {
    assert.deepEqual(await seen({ models: { mini: good, full: good }, request: fix }), {
      ...{ state: "done", text: CODE, because: "Fix, small change that can be checked" },
      ...{
        attempts: ["mini | unverified"],
        pico: "1400000000",
        savedPico: 12_600_000_000,
        notice: undefined,
        failure: undefined,
      },
    });
  });

  it("after a shift up: the rejected text is folded away and both are paid", async () => {
    const shown = await seen({ models: { mini: prose, full: good }, request: fix });
    assert.equal(shown["state"], "done");
    assert.equal(shown["text"], CODE);
    assert.match(String(shown["because"]), /shifted up from Mini/);
    assert.deepEqual(shown["attempts"], [
      "mini | rejected | Check failed: the answer holds no code. | Prose only.",
      "full | unverified",
    ]);
    assert.equal(shown["pico"], String(1_040_000_000 + 14_000_000_000));
    assert.ok(Number(shown["savedPico"]) < 0);
  });

  it("after a failover: what failed and why", async () => {
    const shown = await seen({
      models: { mini: { scripts: [[fails("overloaded", { host: "api.example" })]] }, full: good },
      request: fix,
    });
    assert.deepEqual(shown["attempts"], ["mini | failed | api.example is overloaded.", "full | unverified"]);
    assert.equal(shown["because"], "Fix, moved on from Mini", "a failover is no shift up");
    assert.equal(shown["notice"], undefined);
  });

  it("when it broke: the text stays, with a notice", async () => {
    const broken = {
      scripts: [[text("Half"), fails("transport", { host: "api.example", reason: "connection closed" })]],
    };
    const shown = await seen({ models: { mini: broken } });
    assert.deepEqual([shown["state"], shown["text"], shown["failure"]], ["failed", "Half", "transport"]);
    assert.equal(shown["notice"], "The connection to api.example broke: connection closed.");
  });

  it("when it broke and another tier can be asked: the ways on from the text come first", async () => {
    const played = await play({
      models: { mini: { scripts: [[text("Half"), fails("server", { host: "api.example" })]] }, full: good },
    });
    const { view } = folded(played.events);
    assert.deepEqual(
      view.notice?.actions.map(({ id }) => id),
      ["continue", "retry-full"],
    );
  });

  it("when it was stopped", async () => {
    const shown = await seen({
      models: { mini: { scripts: [[text("One."), text("Two."), finish()]] } },
      stopAt: ({ type }) => type === "text-delta",
    });
    assert.deepEqual(
      [shown["state"], shown["text"], shown["attempts"], shown["notice"]],
      ["stopped", "One.", ["mini | cancelled"], undefined],
    );
  });

  it("when nobody could answer", async () => {
    const shown = await seen({ models: {} });
    assert.deepEqual([shown["state"], shown["notice"], shown["attempts"]], ["failed", "No model is connected.", []]);
  });

  it("with a reservation: refused by a check that nobody may go above", async () => {
    const shown = await seen({ models: { mini: prose }, request: fix });
    assert.deepEqual([shown["state"], shown["text"], shown["failure"]], ["done", "Prose only.", "check-failed"]);
  });

  it("goes through waiting, streaming, checking", async () => {
    const { events } = await play({ models: { mini: good }, request: fix });
    const states = events.map((_, index) => folded(events.slice(0, index + 1)).view.attempts[0]?.state ?? "");
    assert.deepEqual(states, ["", "waiting", "streaming", "checking", "unverified", "unverified", "unverified"]);
    const [first] = folded(events.slice(0, 2)).view.attempts;
    assert.deepEqual([first?.costIsEstimate, first?.cost.kind], [true, "priced"]);
  });

  it("with the time to the first text and of all tries", async () => {
    const { view } = folded((await play({ models: { mini: prose, full: good }, request: fix })).events);
    assert.deepEqual([view.firstTokenMs, view.totalMs], [0, 90]);
    assert.deepEqual(
      view.attempts.map(({ firstTokenMs, totalMs, model }) => [firstTokenMs, totalMs, model]),
      [
        [0, 50, "mini-model"],
        [0, 40, "full-model"],
      ],
    );
    assert.equal(view.simulated, false);
  });

  it("names the model that served where it is another, and play money as such", async () => {
    const demo = {
      scripts: [[text("It adds."), finish({ served: "mini-2" })]],
      info: { price: { kind: "simulated", rates: { input: 1, output: 1 } } },
    } as const;
    const { view } = folded(
      (await play({ models: { mini: demo, full: { scripts: [], info: { price: price(10, 40) } } } })).events,
    );
    assert.equal(view.attempts[0]?.model, "mini-model → mini-2");
    assert.equal(view.simulated, true);
    assert.deepEqual([view.cost.pico, view.cost.priced, view.savedPico], ["0", 0, undefined]);
  });
});

describe("why this model", () => {
  async function rows(scene: Scene, after?: number): Promise<Readonly<Record<string, string>>> {
    const { events } = await play(scene);
    const why = folded(events.slice(0, after)).view.why;
    return Object.fromEntries((why?.rows ?? []).map(({ name, value }) => [name, value]));
  }

  it("tells task, rule, checks, tokens, price and always Full", async () => {
    assert.deepEqual(await rows({ models: { mini: good, full: good }, request: fix }), {
      Task: "Fix, known from the command",
      Rule: "Full is 5 points likelier to be right than Mini: worth $0.005 to you, costs $0.013 more.",
      Then: "The answer is checked; when the check fails, Full steps in.",
      Checks: "That it reads like an answer; nothing stronger ran",
      Expected: "≈ $0.0014 at the first try, at most $0.09 with every try",
      "Always Full": "$0.014",
      Tokens: "1,000 in (0 cached) · 100 out",
      Price: "Computed from the list price of Nov 20, 2026",
    });
  });

  it("tells what could not be checked", async () => {
    const missing: Verifier = {
      name: "types",
      check: () => Promise.resolve({ type: "skipped", notChecked: phrase("Types of Python: there is no Pyright") }),
    };
    const told = await rows({
      models: { mini: good, full: good },
      request: fix,
      deps: { verifiers: [...CORE_VERIFIERS, missing] },
    });
    assert.equal(told["Not checked"], "Types of Python: there is no Pyright");
    assert.equal(told["Checks"], "That it reads like an answer; nothing stronger ran");
  });

  it("marks what is not known yet as an estimate", async () => {
    const before = await rows({ models: { mini: good, full: good }, request: fix }, 1);
    assert.match(before["Always Full"] ?? "", /^≈ \$/);
    assert.match(before["Tokens"] ?? "", /^about \d+ in$/);
    assert.equal(before["Checks"], undefined);
  });

  it("says where the price comes from", async () => {
    const from = async (info: object): Promise<string | undefined> =>
      (await rows({ models: { mini: { scripts: [answer("It adds.")], info } } }))["Price"];
    assert.equal(
      await from({ price: { kind: "unknown" } }),
      "No list price is known for this model behind this address",
    );
    const billed = { scripts: [[text("It adds."), finish({ billedPico: 7 })]] };
    assert.equal((await rows({ models: { mini: billed } }))["Price"], "Billed by the provider");
    assert.equal(await from({ price: { kind: "free" } }), "No charge: it runs on this computer");
    assert.equal(
      await from({ price: { kind: "simulated", rates: { input: 1, output: 1 } } }),
      "Simulated: the demo costs nothing",
    );
    const own = { kind: "listed", rates: { input: 1, output: 1 }, provenance: "computed" };
    assert.equal(await from({ price: own }), "Computed from the price that you set");
    const cut = { scripts: [[text("It ad")]] };
    assert.equal(
      (await rows({ models: { mini: cut } }))["Price"],
      "Estimated from tokens counted here, at the list price of Nov 20, 2026",
    );
    assert.match(
      (await from({ price: { ...price(1, 1), provenance: "assumed" } })) ?? "",
      /^Assumed from the maker's list price/,
    );
  });

  it("lists who could answer, who did, and who is out and why", async () => {
    const scene = {
      models: { mini: prose, full: good, deep: { scripts: [], info: { contextWindow: 10 } } },
      request: fix,
    };
    const why = folded((await play(scene)).events).view.why;
    assert.deepEqual(
      why?.candidates.map(({ tier, chosen, excluded }) => [tier, chosen, excluded?.replaceAll(/\d+/g, "N")]),
      [
        ["mini", false, undefined],
        ["full", true, undefined],
        ["deep", false, "Deep: its window holds N tokens, this needs N"],
      ],
    );
  });

  it("says what privacy rules did, and nothing where they did nothing", async () => {
    const cut = "";
    const secret = `${cut}npm_${"aB3dE6gH9".repeat(4)}`;
    const collect = (items: readonly ContextItem[]): Scene["deps"] => ({
      context: {
        collect: () =>
          Promise.resolve({ items, gate: createPathGate([{ name: ".gitignore", folder: "", text: "out.ts" }]) }),
      },
    });
    const privacy = async (...items: readonly ContextItem[]): Promise<string | undefined> =>
      (await rows({ models: { mini: good }, deps: collect(items) ?? {} }))["Privacy"];
    assert.equal(await privacy(item({ text: secret })), "Secrets removed: 1 · Files kept out: 0");
    assert.equal(await privacy(item({ path: "out.ts" })), "Secrets removed: 0 · Files kept out: 1");
    assert.equal(await privacy(item()), undefined);
  });

  it("tells the estimate of a stopped answer as one", async () => {
    const stopped = await rows({ models: { mini: good }, stopAt: ({ type }) => type === "text-delta" });
    assert.match(stopped["Tokens"] ?? "", /^about \d+ in · \d+ out, estimated/);
  });
});
