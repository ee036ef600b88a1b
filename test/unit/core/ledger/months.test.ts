import assert from "node:assert/strict";
import fc from "fast-check";
import { MonthCache, parseLines, type Lines } from "../../../../src/core/ledger/months.ts";
import { entry } from "../../../helpers/make.ts";

const MONTH = "2026-11";
const line = (id: string): string => JSON.stringify(entry({ id, reason: "größer ≥ 名" }));

/** A file that is read in slices, and counts what was asked of it. */
class SlicedFile {
  readonly asked: number[] = [];
  text = "";
  slice = Number.MAX_SAFE_INTEGER;

  readLines(_month: string, asked: number): Promise<Lines> {
    this.asked.push(asked);
    const bytes = Buffer.from(this.text);
    const from = asked <= bytes.length ? asked : 0;
    const whole = bytes.lastIndexOf("\n") + 1;
    const cut = bytes.indexOf("\n", from + this.slice) + 1;
    const end = Math.max(from, cut === 0 ? whole : cut);
    const more = end < whole;
    const open = more ? "" : bytes.toString("utf8", end);
    return Promise.resolve({ text: bytes.toString("utf8", from, end), open, from, end, more });
  }
}

const ids = (read: { readonly entries: readonly { readonly id: string }[] }): readonly string[] =>
  read.entries.map(({ id }) => id);

describe("a month that is read again and again", () => {
  it("takes in only what was added", async () => {
    const file = new SlicedFile();
    const cache = new MonthCache(file);
    file.text = `${line("a")}\n`;
    const size = Buffer.byteLength(file.text);
    assert.deepEqual(ids(await cache.read(MONTH)), ["a"]);
    file.text += `${line("b")}\n`;
    assert.deepEqual(ids(await cache.read(MONTH)), ["a", "b"]);
    assert.deepEqual(file.asked, [0, size]);
  });

  it("always knows what reading it whole would find, however it grows and tears", async () => {
    const piece = fc.constantFrom(`${line("x")}\n`, "torn {\n", "\n", line("y"), line("z").slice(0, 30));
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 12 }),
        fc.integer({ min: 1, max: 2_000 }),
        async (pieces, slice) => {
          const file = new SlicedFile();
          file.slice = slice;
          const cache = new MonthCache(file);
          for (const text of pieces) {
            file.text += text;
            assert.deepEqual(await cache.read(MONTH), parseLines(file.text));
          }
        },
      ),
    );
  });

  it("starts anew when the file became shorter", async () => {
    const file = new SlicedFile();
    const cache = new MonthCache(file);
    file.text = `${line("a")}\nbad\n${line("b")}\n`;
    assert.equal((await cache.read(MONTH)).skipped, 1);
    file.text = `${line("c")}\n`;
    assert.deepEqual(await cache.read(MONTH), parseLines(file.text));
  });

  it("counts no line twice when two ask at once, and keeps months apart", async () => {
    const file = new SlicedFile();
    const cache = new MonthCache(file);
    file.text = `${line("a")}\n${line("b")}\n`;
    const found = await Promise.all([cache.read(MONTH), cache.read(MONTH), cache.read("2026-10")]);
    assert.deepEqual(found.map(ids), [
      ["a", "b"],
      ["a", "b"],
      ["a", "b"],
    ]);
  });

  it("reads on after a failure", async () => {
    const file = new SlicedFile();
    const cache = new MonthCache({
      readLines: (month, from) =>
        file.text === "" ? Promise.reject(new Error("locked")) : file.readLines(month, from),
    });
    await assert.rejects(cache.read(MONTH), /locked/);
    file.text = `${line("a")}\n`;
    assert.deepEqual(ids(await cache.read(MONTH)), ["a"]);
  });

  it("hands out lists that later reads leave alone", async () => {
    const file = new SlicedFile();
    const cache = new MonthCache(file);
    file.text = `${line("a")}\n`;
    const before = await cache.read(MONTH);
    file.text += `${line("b")}\n`;
    await cache.read(MONTH);
    assert.deepEqual(ids(before), ["a"]);
  });
});
