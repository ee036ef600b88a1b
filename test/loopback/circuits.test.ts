import assert from "node:assert/strict";
import type { ErrorCode } from "../../src/core/assist/errorCodes.ts";
import { AssistError, isAssistError } from "../../src/core/assist/errors.ts";
import type { ChatModel } from "../../src/core/ports.ts";
import { CIRCUIT_OPTIONS, Circuits } from "../../src/providers/circuits.ts";
import { request, until } from "../helpers/adapter.ts";
import { answer, fails, FakeModel, hang, type Script } from "../helpers/fakeModel.ts";
import { modelInfo } from "../helpers/make.ts";

const OPTIONS = { ...CIRCUIT_OPTIONS, parallel: 2, waiting: 1, reopenMs: 40 };

/** A guarded model with these scripts, and what is heard of its circuit. */
function guarded(...scripts: readonly Script[]): {
  readonly model: ChatModel;
  readonly inner: FakeModel;
  readonly heard: string[];
} {
  const heard: string[] = [];
  const circuits = new Circuits(
    { opened: (model) => heard.push(`opened ${model}`), closed: (model) => heard.push(`closed ${model}`) },
    OPTIONS,
  );
  const inner = new FakeModel(modelInfo({ connection: "a", model: "b" }), ...scripts);
  return { model: circuits.guard(inner), inner, heard };
}

/** The code it failed with, or "answered". */
async function ask(model: ChatModel, signal = new AbortController().signal): Promise<ErrorCode | "answered"> {
  try {
    for await (const part of model.stream(request, signal)) void part;
    return "answered";
  } catch (error) {
    if (!isAssistError(error)) throw error;
    return error.code;
  }
}

const asked = async (model: ChatModel, times: number): Promise<readonly string[]> => {
  const codes: string[] = [];
  for (let count = 0; count < times; count += 1) codes.push(await ask(model));
  return codes;
};

const good = answer("yes");

describe("a circuit", () => {
  it("opens when most of the latest requests failed, and closes with the first that does not", async () => {
    const bad = [fails("server")];
    const { model, heard } = guarded(bad, bad, bad, bad, good);
    assert.deepEqual(await asked(model, 4), ["server", "server", "server", "server"]);
    await until(() => heard.length === 1);
    await new Promise((resolve) => setTimeout(resolve, OPTIONS.reopenMs + 10));
    assert.equal(await ask(model), "answered");
    await until(() => heard.length === 2);
    assert.deepEqual(heard, ["opened a/b", "closed a/b"]);
  });

  it("refuses nothing while it is open: a pick is asked all the same", async () => {
    const { model, inner } = guarded([fails("timeout")]);
    await asked(model, 6);
    assert.equal(await ask(model), "timeout");
    assert.equal(inner.requests.length, 7);
  });

  it("counts faults of the endpoint only", async () => {
    const { model, heard } = guarded(
      [fails("auth")],
      [fails("rate-limit")],
      [fails("bad-parameter")],
      [fails("filtered")],
    );
    await asked(model, 8);
    assert.deepEqual(heard, []);
  });

  it("passes on what is no fault of an endpoint as it is", async () => {
    const { model } = guarded([{ type: "throw", error: new TypeError("a bug") }]);
    await assert.rejects(ask(model), { message: "a bug" });
  });
});

describe("the limit of parallel requests", () => {
  it("lets so many through, keeps the next waiting, and says no to the one after", async () => {
    const { model, inner } = guarded([hang], [hang], good);
    const stop = new AbortController();
    const running = [ask(model, stop.signal), ask(model, stop.signal)];
    const waiting = ask(model);
    await until(() => inner.requests.length === 2);
    assert.equal(await ask(model), "overloaded");
    assert.equal(inner.requests.length, 2);
    stop.abort();
    assert.deepEqual(await Promise.all([...running, waiting]), ["answered", "answered", "answered"]);
    assert.equal(inner.requests.length, 3);
  });

  it("lets go of one that is stopped while it waits", async () => {
    const { model, inner } = guarded([hang]);
    const first = new AbortController();
    const second = new AbortController();
    const running = [ask(model, first.signal), ask(model, first.signal)];
    const waiting = ask(model, second.signal);
    await until(() => inner.requests.length === 2);
    second.abort();
    assert.equal(await waiting, "answered");
    first.abort();
    await Promise.all(running);
    assert.equal(inner.requests.length, 2);
  });

  it("is given back by a listener who walks away", async () => {
    const { model, inner } = guarded(good);
    for (let count = 0; count < 5; count += 1) {
      for await (const part of model.stream(request, new AbortController().signal))
        if (part.type === "text-delta") break;
    }
    assert.equal(inner.requests.length, 5);
    assert.equal(inner.open, 0);
  });

  it("does not begin what was stopped before", async () => {
    const { model, inner } = guarded(good);
    await ask(model, AbortSignal.abort());
    assert.deepEqual(inner.requests, []);
  });
});

describe("a failure", () => {
  it("reaches whoever asked unchanged", async () => {
    const error = new AssistError("server", { host: "h" }, "words");
    const { model } = guarded([{ type: "throw", error }]);
    await assert.rejects(
      (async () => {
        for await (const part of model.stream(request, new AbortController().signal)) void part;
      })(),
      (thrown) => thrown === error,
    );
  });
});
