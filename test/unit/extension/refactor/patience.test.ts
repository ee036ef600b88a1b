import assert from "node:assert/strict";
import { inTime, LATE } from "../../../../src/extension/refactor/patience.ts";

const never = new Promise<string>(() => undefined);
const live = (): AbortSignal => new AbortController().signal;

describe("waiting for a language server", () => {
  it("gives what comes in time", async () => {
    assert.equal(await inTime(Promise.resolve("places"), live()), "places");
  });

  it("ends when nothing comes", async () => {
    assert.equal(await inTime(never, live(), 0), LATE);
  });

  it("ends when the user stops, before or while it waits", async () => {
    assert.equal(await inTime(never, AbortSignal.abort(), 0), LATE);
    const stop = new AbortController();
    const waiting = inTime(never, stop.signal);
    stop.abort();
    assert.equal(await waiting, LATE);
  });

  it("takes a fault of the server for no answer", async () => {
    assert.equal(await inTime(Promise.reject(new Error("crashed")), live()), LATE);
  });
});
