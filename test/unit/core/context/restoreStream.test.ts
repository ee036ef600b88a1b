import assert from "node:assert/strict";
import fc from "fast-check";
import { RestoreStream } from "../../../../src/core/context/restoreStream.ts";

const restore = (text: string): string => text.replaceAll("[[upshift-secret-1:password]]", "hunter2");

function streamed(pieces: readonly string[]): string {
  const stream = new RestoreStream(restore);
  return pieces.map((piece) => stream.push(piece)).join("") + stream.end();
}

describe("RestoreStream", () => {
  it("puts a secret back wherever its placeholder was cut", () => {
    const whole = "a[0] = [[upshift-secret-1:password]]; b[[1]] = 2; [";
    for (let cut = 0; cut <= whole.length; cut += 1) {
      assert.equal(streamed([whole.slice(0, cut), whole.slice(cut)]), restore(whole));
    }
  });

  it("is the restored whole for any text in any pieces", () => {
    const piece = fc.constantFrom(
      "[",
      "[[",
      "upshift-secret-",
      "1:password",
      "]]",
      "]",
      "x",
      "[[upshift-secret-1:password]]",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        assert.equal(streamed(pieces), restore(pieces.join("")));
      }),
      { numRuns: 120 },
    );
  });

  it("holds back no more than what may become a placeholder", () => {
    const stream = new RestoreStream(restore);
    assert.equal(
      stream.push("text [[not a placeholder, only brackets that nobody ever closes in this very long line of text"),
      "text [[not a placeholder, only brackets that nobody ever closes in this very long line of text",
    );
    assert.equal(stream.push("plain"), "plain");
  });
});
