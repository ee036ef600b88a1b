import assert from "node:assert/strict";
import { assertNever } from "../../../src/util/assertNever.ts";
import { DisposableStore } from "../../../src/util/disposable.ts";
import { Emitter } from "../../../src/util/emitter.ts";
import { english, phrase, say } from "../../../src/util/phrase.ts";

describe("a phrase", () => {
  it("fills its placeholders, each once, in any order", () => {
    assert.equal(say(phrase("{b}, then {a} and {b}", { a: 1, b: "two" })), "two, then 1 and two");
  });

  it("does not read placeholders in what it filled in", () => {
    assert.equal(say(phrase("{file} is {size}", { file: "{size}", size: "$& 3" })), "{size} is $& 3");
  });

  it("leaves open what nobody filled, whatever objects know by themselves", () => {
    assert.equal(say(phrase("{unknown} {constructor} {toString} {}")), "{unknown} {constructor} {toString} {}");
    assert.equal(english("{zero}", { zero: 0 }), "0");
  });

  it("is told by the translator given", () => {
    assert.equal(
      say(phrase("a {b}", { b: 1 }), (text, args) => `${text}|${JSON.stringify(args)}`),
      'a {b}|{"b":1}',
    );
  });
});

describe("an emitter", () => {
  it("tells every listener until it is taken off", () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const first = emitter.event((value) => heard.push(`a${value}`));
    emitter.event((value) => heard.push(`b${value}`));
    emitter.fire(1);
    first.dispose();
    first.dispose();
    emitter.fire(2);
    assert.deepEqual(heard, ["a1", "b1", "b2"]);
  });

  it("counts the same function twice as two listeners", () => {
    const emitter = new Emitter<void>();
    let calls = 0;
    const listener = (): void => void (calls += 1);
    emitter.event(listener);
    emitter.event(listener).dispose();
    emitter.fire();
    assert.equal(calls, 1);
  });

  it("heeds changes made while it tells from the next time on", () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const late = { dispose: (): void => undefined };
    emitter.event((value) => {
      late.dispose();
      if (value === 1) emitter.event(() => heard.push("new"));
    });
    Object.assign(
      late,
      emitter.event((value) => heard.push(`late${value}`)),
    );
    emitter.fire(1);
    assert.deepEqual(heard, ["late1"]);
    emitter.fire(2);
    assert.deepEqual(heard, ["late1", "new"]);
  });

  it("tells all of them when one throws, and then throws", () => {
    const emitter = new Emitter<void>();
    const heard: string[] = [];
    emitter.event(() => {
      throw new Error("bug");
    });
    emitter.event(() => heard.push("second"));
    assert.throws(() => emitter.fire(), AggregateError);
    assert.deepEqual(heard, ["second"]);
  });

  it("is silent after its end", () => {
    const emitter = new Emitter<void>();
    emitter.event(() => assert.fail("told after the end"));
    emitter.dispose();
    emitter.fire();
  });
});

describe("a store of disposables", () => {
  const named = (name: string, log: string[]) => ({ dispose: () => void log.push(name) });

  it("disposes last to first, once", () => {
    const log: string[] = [];
    const store = new DisposableStore();
    const first = store.add(named("first", log));
    store.add(named("second", log));
    store.dispose();
    store.dispose();
    assert.deepEqual(log, ["second", "first"]);
    assert.equal(typeof first.dispose, "function");
  });

  it("disposes all of them when one throws, and then throws", () => {
    const log: string[] = [];
    const store = new DisposableStore();
    store.add(named("first", log));
    store.add({
      dispose: () => {
        throw new Error("bug");
      },
    });
    assert.throws(() => store.dispose(), AggregateError);
    assert.deepEqual(log, ["first"]);
  });

  it("disposes at once what comes too late", () => {
    const log: string[] = [];
    const store = new DisposableStore();
    store.dispose();
    store.add(named("late", log));
    assert.deepEqual(log, ["late"]);
  });
});

it("assertNever names the value that nobody handled", () => {
  assert.throws(() => assertNever({ type: "new" } as never), /Unhandled value: \{"type":"new"\}/);
});
