import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { createO200k } from "../../src/engines/tokens/o200k.ts";
import { SegmentCounter } from "../../src/engines/tokens/segmentCounter.ts";
import { WorkerTokenizer } from "../../src/engines/tokens/workerTokenizer.ts";
import { FakeLog } from "../helpers/make.ts";

const src = path.join(import.meta.dirname, "../../src");
const workerFile = path.join(src, "engines/tokens/worker.ts");

describe("the o200k encoding", function () {
  this.timeout(60_000);
  const encoding = createO200k();

  it("makes the tokens of the reference, control tokens in a text are text", () => {
    assert.deepEqual(encoding.encode("hello world"), [24912, 2375]);
    assert.equal(encoding.count("<|endoftext|>"), encoding.encode("<|endoftext|>").length);
    assert.ok(encoding.count("<|endoftext|>") > 1);
  });

  for (const [name, run] of [
    ["blanks", " "],
    ["line ends", "\n"],
    ["one letter", "a"],
    ["one ideograph", "名"],
    ["symbols", "="],
  ] as const) {
    it(`takes no longer for a run of ${name}`, () => {
      const started = performance.now();
      const tokens = encoding.count(run.repeat(100_000));
      assert.ok(tokens > 100 && tokens <= 200_000, String(tokens));
      assert.ok(performance.now() - started < 1_000);
    });
  }

  it("counts a text as the sum of its segments, whatever it holds", () => {
    const counter = new SegmentCounter(encoding);
    const unit = fc.constantFrom(
      "\n",
      "\n\n",
      "\r\n",
      " ",
      "\t",
      "/",
      "//",
      "a",
      "Ab",
      "'s",
      "1",
      "(",
      ";",
      "é",
      "\u0085",
      "🙂",
      "名",
    );
    const text = fc.string({ unit, maxLength: 60 });
    fc.assert(
      fc.property(text, (any) => assert.equal(counter.count(any), encoding.encode(any).length)),
      { numRuns: 300 },
    );
  });

  it("counts the project's own sources as the sum of their segments", () => {
    const counter = new SegmentCounter(encoding);
    for (const file of ["core/assist/assist.ts", "extension/services.ts", "webview/chat/controller.ts"]) {
      const text = readFileSync(path.join(src, file), "utf8");
      assert.equal(counter.count(text), encoding.encode(text).length, file);
    }
  });
});

describe("the tokenizer's thread", function () {
  this.timeout(60_000);
  let tokenizer: WorkerTokenizer | undefined;
  const log = new FakeLog();
  afterEach(() => tokenizer?.dispose());

  it("has no counts until it is up, and then those of the encoding", async () => {
    tokenizer = new WorkerTokenizer({ file: workerFile, log });
    assert.equal(await tokenizer.count(["hello world"]), undefined);
    await tokenizer.warmUp();
    assert.deepEqual(await tokenizer.count(["hello world", "", "a\nb\n"]), [2, 0, 4]);
  });

  it("ends when nothing is asked for a while, and starts again", async () => {
    tokenizer = new WorkerTokenizer({ file: workerFile, log, idleMs: 30 });
    for (const _ of [1, 2]) {
      await tokenizer.warmUp();
      await new Promise((resolve) => setTimeout(resolve, 60));
      assert.equal(await tokenizer.count(["a"]), undefined);
    }
  });

  it("leaves the counts out when its thread breaks", async () => {
    tokenizer = new WorkerTokenizer({ file: path.join(src, "gone.ts"), log });
    await tokenizer.warmUp();
    assert.equal(await tokenizer.count(["a"]), undefined);
    assert.match(log.lines.join("\n"), /tokenizer broke/);
  });

  it("leaves the counts out when they take too long", async () => {
    tokenizer = new WorkerTokenizer({ file: workerFile, log, patienceMs: 0 });
    await tokenizer.warmUp();
    assert.equal(await tokenizer.count(["word ".repeat(400_000)]), undefined);
  });
});
