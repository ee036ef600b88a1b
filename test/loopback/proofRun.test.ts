import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { ProofRun } from "../../src/core/cascade/proof.ts";
import { commandsForTest } from "../../src/core/debug/testCommands.ts";
import { placesOfTest } from "../../src/core/debug/findPlaces.ts";
import { failedTests } from "../../src/core/debug/failingTests.ts";
import { runProof } from "../../src/engines/testRun/proofRun.ts";
import { temporaryFolder } from "../workbench/host.ts";
import { root } from "../workbench/toolchain.mjs";

// The real runners on a copy of the sample, whose tests find its bugs.

const live = new AbortController().signal;

describe("a test as a proof", function () {
  this.timeout(60_000);
  const folder = temporaryFolder("proof");
  before(() => cpSync(path.join(root, "test/fixtures/sample"), folder.path, { recursive: true }));
  after(() => folder.remove());

  const read = (file: string): string => readFileSync(path.join(folder.path, file), "utf8");
  const files = [
    "package.json",
    "src/money.ts",
    "src/retry.ts",
    "src/store.ts",
    "py/pricing.py",
    "py/inventory.py",
    "py/test_pricing.py",
    "tests/money.test.mjs",
  ];
  const ground = { files, command: "", manifest: JSON.parse(read0("package.json")) as unknown, read };
  const prove = async (
    command: string,
    texts: readonly { path: string; text: string }[] = [],
    ms = 30_000,
  ): Promise<ProofRun> => await runProof({ root: folder.path, command, texts }, live, { ms, output: 16_000 });

  it("fails alone by its name, with Node's runner, and passes with the right edit", async () => {
    const [one = ""] = commandsForTest(
      { file: "tests/money.test.mjs", titles: ["splits without losing a cent"] },
      ground,
    );
    const broken = await prove(one);
    assert.equal(broken.type, "failed");
    assert.equal(broken.runs, 2);
    const { places } = await placesOfTest(
      { path: "tests/money.test.mjs", title: "splits without losing a cent" },
      broken.output,
      {
        files,
        read: (file) => Promise.resolve(read(file)),
      },
    );
    assert.deepEqual(
      places.map((place) => `${place.path}:${place.lines.start}-${place.lines.end}`),
      ["src/money.ts:20-24", "tests/money.test.mjs:12-15"],
    );
    const mended = read("src/money.ts").replace("index <= rest", "index < rest");
    assert.equal((await prove(one, [{ path: "src/money.ts", text: mended }])).type, "passed");
  });

  it("fails alone by its name, with unittest", async () => {
    const [one = ""] = commandsForTest(
      { file: "py/test_pricing.py", titles: ["DiscountTest", "test_from_the_first_tier_on"] },
      ground,
    );
    const broken = await prove(one);
    assert.equal(broken.type, "failed", broken.output);
    assert.deepEqual(failedTests(broken.output), [
      { file: "test_pricing.py", titles: ["DiscountTest", "test_from_the_first_tier_on"] },
    ]);
    const mended = read("py/pricing.py").replace("pieces > least", "pieces >= least");
    assert.equal((await prove(one, [{ path: "py/pricing.py", text: mended }])).type, "passed");
  });

  it("is flaky when it passes and fails", async () => {
    assert.equal((await prove("test -e second || { touch second; exit 1; }")).type, "flaky");
  });

  it("is ended at its limit, and is not tried again", async () => {
    const endless = await prove("sleep 100", [], 500);
    assert.deepEqual([endless.type, endless.runs], ["timed-out", 1]);
  });

  it("leaves the workspace as it was", async () => {
    const listing = (): unknown => [
      readdirSync(folder.path, { recursive: true, encoding: "utf8" }).toSorted(),
      statSync(path.join(folder.path, "src/money.ts")).mtimeMs,
    ];
    const before = listing();
    await prove("touch made-here; rm src/money.ts", [{ path: "src/cart.ts", text: "" }]);
    assert.deepEqual(listing(), before);
  });

  it("is nothing once it is stopped", async () => {
    const stop = AbortSignal.timeout(200);
    assert.equal((await runProof({ root: folder.path, command: "sleep 50", texts: [] }, stop)).type, "none");
  });
});

function read0(file: string): string {
  return readFileSync(path.join(root, "test/fixtures/sample", file), "utf8");
}
