import assert from "node:assert/strict";
import { AssistError } from "../../../../src/core/assist/errors.ts";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import { answer, fails, finish, type Script, text } from "../../../helpers/fakeModel.ts";
import { item } from "../../../helpers/make.ts";
import { assertInvariants, play, type Scene } from "../../../helpers/road.ts";

const CODE = "Mended.\n```ts\nlet a = 2;\n```\n";
const good: Script = answer(CODE);
const prose: Script = answer("I would change line 3.");
const fix = { task: "fix" } as const;

interface Case {
  readonly name: string;
  readonly scene: Scene;
  readonly expect: string;
}

const other = { connection: "elsewhere" };

const CASES: readonly Case[] = [
  {
    name: "an accepted answer of mini ends it",
    scene: { models: { mini: { scripts: [good] }, full: { scripts: [good] } }, request: fix },
    expect: "routed mini / text / accepted / answered",
  },
  {
    name: "an answer that is all thinking is empty, and the next model is asked",
    scene: {
      models: { mini: { scripts: [[text("<think>Hm."), finish()]] }, full: { scripts: [good] } },
      request: fix,
    },
    expect: "routed mini / failed empty / failed-over full / text / accepted / answered",
  },
  {
    name: "deep work starts on full",
    scene: { models: { mini: { scripts: [good] }, full: { scripts: [good] } }, request: { task: "refactor" } },
    expect: "routed full / text / accepted / answered",
  },
  {
    name: "an answer without code shifts up",
    scene: { models: { mini: { scripts: [prose] }, full: { scripts: [good] } }, request: fix },
    expect:
      "routed mini / text / discarded, the answer holds no code / rejected / shifted-up full / text / accepted / answered",
  },
  {
    name: "two rejected answers end it, with the second one standing",
    scene: {
      models: { mini: { scripts: [prose] }, full: { scripts: [prose] }, deep: { scripts: [good] } },
      request: fix,
    },
    expect:
      "routed mini / text / discarded, the answer holds no code / rejected / shifted-up full / text / rejected / answered, check-failed",
  },
  {
    name: "a rejected answer with nobody above stands, with a note",
    scene: { models: { mini: { scripts: [prose] }, local: { scripts: [good] } }, request: fix },
    expect: "routed mini / text / rejected / answered, check-failed",
  },
  {
    name: "a picked tier is never left, not even for a rejected answer",
    scene: {
      models: { mini: { scripts: [prose] }, full: { scripts: [good] } },
      request: { ...fix, tier: "mini" },
    },
    expect: "routed mini / text / rejected / answered, check-failed",
  },
  {
    name: "a picked tier is never left, not even for a failure",
    scene: {
      models: { mini: { scripts: [good] }, full: { scripts: [[fails("overloaded")]] } },
      request: { ...fix, tier: "full" },
    },
    expect: "routed full / failed overloaded / error overloaded",
  },
  {
    name: "a rate limit fails over before any text",
    scene: { models: { mini: { scripts: [[fails("rate-limit")]] }, full: { scripts: [good] } }, request: fix },
    expect: "routed mini / failed rate-limit / failed-over full / text / accepted / answered",
  },
  {
    name: "reasoning is no text: a failure after it fails over",
    scene: {
      models: {
        mini: { scripts: [[{ type: "reasoning-delta", text: "Hm." }, fails("overloaded")]] },
        full: { scripts: [good] },
      },
      request: fix,
    },
    expect: "routed mini / failed overloaded / failed-over full / text / accepted / answered",
  },
  {
    name: "a failure after text keeps the text and does not fail over",
    scene: {
      models: { mini: { scripts: [[text("Half an ans"), fails("transport")]] }, full: { scripts: [good] } },
      request: fix,
    },
    expect: "routed mini / text / failed transport / error transport",
  },
  {
    name: "a wrong key does not fail over",
    scene: {
      models: { mini: { scripts: [[fails("auth")]] }, full: { scripts: [good], info: other } },
      request: fix,
    },
    expect: "routed mini / failed auth / error auth",
  },
  ...(["permission", "billing", "unreachable"] as const).flatMap((code): Case[] => [
    {
      name: `${code} is not cured by another model of the same connection`,
      scene: { models: { mini: { scripts: [[fails(code)]] }, full: { scripts: [good] } }, request: fix },
      expect: `routed mini / failed ${code} / error ${code}`,
    },
    {
      name: `${code} is cured behind another connection`,
      scene: { models: { mini: { scripts: [[fails(code)]] }, full: { scripts: [good], info: other } }, request: fix },
      expect: `routed mini / failed ${code} / failed-over full / text / accepted / answered`,
    },
  ]),
  {
    name: "once an answer was rejected, a failing full is not replaced by something weaker",
    scene: {
      models: { mini: { scripts: [prose] }, full: { scripts: [[fails("overloaded")]] }, local: { scripts: [good] } },
      request: fix,
    },
    expect:
      "routed mini / text / discarded, the answer holds no code / rejected / shifted-up full / failed overloaded / error overloaded",
  },
  {
    name: "but by something stronger",
    scene: {
      models: { mini: { scripts: [prose] }, full: { scripts: [[fails("overloaded")]] }, deep: { scripts: [good] } },
      request: fix,
    },
    expect:
      "routed mini / text / discarded, the answer holds no code / rejected / shifted-up full / failed overloaded / failed-over deep / text / accepted / answered",
  },
  {
    name: "nobody is left after every failure",
    scene: {
      models: { mini: { scripts: [[fails("overloaded")]] }, full: { scripts: [[fails("server")]] } },
      request: fix,
    },
    expect: "routed mini / failed overloaded / failed-over full / failed server / error server",
  },
  {
    name: "a stream that ends without its end is truncated",
    scene: { models: { mini: { scripts: [[text("Half")]] } }, request: { task: "explain" } },
    expect: "routed mini / text / failed truncated / error truncated",
  },
  {
    name: "an empty answer fails over",
    scene: {
      models: { mini: { scripts: [[text(" \n"), finish()]] }, full: { scripts: [answer("It adds.")] } },
      request: { task: "explain" },
    },
    expect: "routed mini / text / failed empty / failed-over full / text / accepted / answered",
  },
  {
    name: "a limit that reasoning used up is told as what it is",
    scene: {
      models: { mini: { scripts: [[{ type: "reasoning-delta", text: "Hm." }, finish({ reason: "length" })]] } },
      request: { task: "explain" },
    },
    expect: "routed mini / failed length-limit / error length-limit",
  },
  {
    name: "an explanation cut at its limit stands, with a note",
    scene: {
      models: { mini: { scripts: [[text("It adds"), finish({ reason: "length" })]] } },
      request: { task: "explain" },
    },
    expect: "routed mini / text / accepted / answered, length-limit",
  },
  {
    name: "code cut at its limit shifts up",
    scene: {
      models: { mini: { scripts: [[text(CODE), finish({ reason: "length" })]] }, full: { scripts: [good] } },
      request: fix,
    },
    expect:
      "routed mini / text / discarded, the answer was cut off / rejected / shifted-up full / text / accepted / answered",
  },
  {
    name: "a refusal is an error, with its words",
    scene: {
      models: { mini: { scripts: [[text("I cannot."), finish({ reason: "refused" })]] }, full: { scripts: [good] } },
      request: fix,
    },
    expect: "routed mini / text / failed refused / error refused",
  },
  {
    name: "a model that holds two tiers is asked once",
    scene: {
      models: { mini: { scripts: [prose], info: { model: "one" } }, full: { scripts: [good], info: { model: "one" } } },
      request: fix,
    },
    expect: "routed mini / text / rejected / answered, check-failed",
  },
  {
    name: "a filtered answer is an error",
    scene: {
      models: { mini: { scripts: [[finish({ reason: "filtered" })]] }, full: { scripts: [good] } },
      request: fix,
    },
    expect: "routed mini / failed filtered / error filtered",
  },
  { name: "no seats", scene: { models: {}, request: fix }, expect: "error no-model" },
  {
    name: "nobody serves the pick",
    scene: { models: { mini: { scripts: [good] } }, request: { ...fix, tier: "deep" } },
    expect: "error no-model",
  },
  {
    name: "nobody's window is large enough",
    scene: { models: { mini: { scripts: [good], info: { contextWindow: 1_000 } } }, request: fix },
    expect: "error context-too-long",
  },
  {
    name: "the context says why it sends nothing",
    scene: {
      models: { mini: { scripts: [good] } },
      deps: { context: { collect: () => Promise.reject(new AssistError("nothing-selected")) } },
    },
    expect: "error nothing-selected",
  },
  {
    name: "a fault in the context sends nothing",
    scene: {
      models: { mini: { scripts: [good] } },
      deps: { context: { collect: () => Promise.reject(new Error("bug")) } },
    },
    expect: "error gate-failed",
  },
  {
    name: "an ignored selection sends nothing",
    scene: {
      models: { mini: { scripts: [good] } },
      deps: {
        context: {
          collect: () =>
            Promise.resolve({
              items: [item({ kind: "selection", path: "private/a.ts" })],
              gate: createPathGate([{ name: ".upshiftignore", folder: "", text: "private/" }]),
            }),
        },
      },
    },
    expect: "error ignored",
  },
  {
    name: "a model that throws what is no error of ours",
    scene: {
      models: { mini: { scripts: [[{ type: "throw", error: "oops" }]] }, full: { scripts: [good] } },
      request: fix,
    },
    expect: "routed mini / failed internal / error internal",
  },
];

describe("assist", () => {
  for (const { name, scene, expect } of CASES) {
    it(name, async () => {
      const played = await play(scene);
      assertInvariants(played);
      assert.deepEqual(played.transcript, expect.split(" / "));
    });
  }
});
