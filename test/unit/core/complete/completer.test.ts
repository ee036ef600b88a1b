import assert from "node:assert/strict";
import fc from "fast-check";
import type { Reply } from "../../../../src/core/complete/completer.ts";
import { place } from "../../../helpers/place.ts";
import { Typist } from "../../../helpers/typist.ts";

const says = (text: string): Reply => ({ type: "answered", text });
const fails: Reply = { type: "failed", failure: { code: "auth", facts: {} } };
const ANSWER = "items.length;";

/** Somebody at `const n = ▮`, before the first key. */
function typist(...replies: readonly Reply[]): Typist {
  const made = new Typist(place("const n = ▮\n"));
  made.replies = replies;
  return made;
}

describe("the completer", () => {
  it("asks once typing rests, and shows the answer", async () => {
    const some = typist(says(ANSWER));
    await some.go(some.place, 149);
    assert.equal(some.asked.length, 0);
    await some.time.pass(1);
    assert.equal(some.asked.length, 1);
    await some.time.pass(300);
    assert.equal(some.shown, ANSWER);
  });

  it("asks nothing while typing goes on", async () => {
    const some = typist(says(ANSWER));
    for (const key of "items") await some.type(key, 100);
    assert.equal(some.asked.length, 0);
  });

  it("asks nothing more while the user types along, and after undo", async () => {
    const some = typist(says(ANSWER));
    const start = some.place;
    await some.go(start, 500);
    for (const key of "items.") await some.type(key, 400);
    assert.equal(some.shown, "length;");
    await some.go(start, 1_000);
    assert.equal(some.shown, ANSWER);
    assert.equal(some.asked.length, 1);
  });

  it("keeps a request while the user types on along it, and shows the rest when it lands", async () => {
    const some = typist(says(ANSWER));
    await some.go(some.place, 200);
    for (const key of "item") await some.type(key, 40);
    assert.equal(some.shown, undefined);
    await some.time.pass(300);
    assert.equal(some.shown, "s.length;");
    assert.equal(some.asked.length, 1);
    assert.equal(some.asked[0]?.signal.aborted, false);
  });

  it("asks anew, after the request has landed, when something else was typed", async () => {
    const some = typist(says(ANSWER), says("otal;"));
    await some.go(some.place, 200);
    await some.type("t", 100);
    assert.equal(some.asked.length, 1);
    await some.time.pass(1_000);
    assert.equal(some.asked.length, 2);
    assert.equal(some.shown, "otal;");
  });

  it("cancels a request when one for another place is due, not before", async () => {
    const some = typist(says(ANSWER));
    await some.go(some.place, 200);
    await some.go(place("let other = ▮"), 100);
    assert.equal(some.asked[0]?.signal.aborted, false);
    await some.time.pass(60);
    assert.equal(some.asked[0]?.signal.aborted, true);
    assert.equal(some.asked.length, 2);
  });

  it("keeps a request for another document, and shows its answer there", async () => {
    const some = typist(says(ANSWER), says("name;"));
    const first = some.place;
    await some.go(first, 200);
    await some.go(place("let other = ▮", { document: "file:///b.ts" }), 200);
    assert.deepEqual(
      some.asked.map(({ signal }) => signal.aborted),
      [false, false],
    );
    await some.go(first, 300);
    assert.equal(some.shown, ANSWER);
    assert.equal(some.asked.length, 2);
    some.completer.leave(first.document);
    assert.equal(some.asked[1]?.signal.aborted, false);
  });

  it("never has two requests in flight for one document, and comes to an end", async () => {
    const keys = fc.array(fc.record({ key: fc.constantFrom("i", "t", "e", "x"), ms: fc.nat(600) }), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(keys, async (typed) => {
        const some = typist(says(ANSWER));
        for (const { key, ms } of typed) await some.type(key, ms);
        await some.time.pass(5_000);
        assert.equal(some.mostInFlight, some.asked.length > 0 ? 1 : 0);
        assert.ok(some.latest && some.latest.type !== "overtaken");
      }),
    );
  });

  it("asks at once when it is asked itself, also where there was nothing before", async () => {
    const some = typist(says(""), says(ANSWER));
    await some.go(some.place, 500);
    assert.deepEqual(some.latest, { type: "none", why: { type: "quiet", rule: "nothing" } });
    await some.go(some.place, 500);
    assert.equal(some.asked.length, 1);
    await some.go(some.place, 300, "asked");
    assert.equal(some.shown, ANSWER);
    assert.equal(some.asked.length, 2);
  });

  it("sends nothing where only the known is wanted, and shows what comes along", async () => {
    const some = typist(says(ANSWER));
    for (const key of "abc") await some.type(key, 1_000, "known-only");
    assert.equal(some.asked.length, 0);
    await some.go(place("const n = ▮\n"), 100, "asked");
    await some.type("i", 300, "known-only");
    assert.equal(some.shown, "tems.length;");
    assert.equal(some.asked.length, 1);
  });

  it("waits after a failure, unless it is asked", async () => {
    const some = typist(fails, fails, says(ANSWER));
    await some.go(some.place, 500);
    assert.deepEqual(some.latest, { type: "none", why: { type: "failed", failure: { code: "auth", facts: {} } } });
    await some.type("i", 1_000);
    assert.equal(some.asked.length, 1);
    await some.type("t", 1_000, "asked");
    assert.equal(some.asked.length, 2);
    await some.type("e", 12_000);
    await some.type("m", 1_000);
    assert.equal(some.asked.length, 3);
  });

  it("forgets everything when it is told to", async () => {
    const some = typist(says(ANSWER));
    await some.go(some.place, 500);
    some.completer.reset();
    await some.go(some.place, 200);
    assert.equal(some.asked.length, 2);
    some.completer.leave("file:///b.ts");
    assert.equal(some.asked[1]?.signal.aborted, false);
    some.completer.leave("file:///a.ts");
    assert.equal(some.asked[1]?.signal.aborted, true);
  });
});
