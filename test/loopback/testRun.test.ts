import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { runCommand } from "../../src/engines/testRun/runCommand.ts";
import { runTests, type TestRunRequest, type TestRunResult } from "../../src/engines/testRun/testRun.ts";
import { temporaryFolder } from "../workbench/host.ts";
import { root } from "../workbench/toolchain.mjs";

// The real runners on a copy of the sample.

const OWN_TEST = `import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAmount } from "../src/money.ts";
test("reads amounts", () => assert.equal(parseAmount("12.50"), 1250));
`;
const live = new AbortController().signal;

describe("tests as a check", function () {
  this.timeout(60_000);
  const folder = temporaryFolder("tests");
  before(() => {
    cpSync(path.join(root, "test/fixtures/sample"), folder.path, { recursive: true });
    // The sample's own tests find its bugs; this one passes.
    writeFileSync(path.join(folder.path, "tests/money.test.mjs"), OWN_TEST);
  });
  after(() => folder.remove());

  function request(file: string, change: (text: string) => string, more: Partial<TestRunRequest> = {}): TestRunRequest {
    const before = readFileSync(path.join(folder.path, file), "utf8");
    return {
      root: folder.path,
      command: "",
      files: [{ path: file, before, after: change(before) }],
      unsaved: [],
      ...more,
    };
  }
  const type = ({ type: kind }: TestRunResult): string => kind;

  it("accept an edit that keeps them, and refuse one that breaks them, with what they said", async () => {
    assert.equal(
      type(
        await runTests(
          request("src/money.ts", (text) => `${text}\n`),
          live,
        ),
      ),
      "passed",
    );
    const broken = await runTests(
      request("src/money.ts", (text) => text.replaceAll("return ", "return undefined as never; ")),
      live,
    );
    assert.ok(broken.type === "failed" && /not ok|fail/i.test(broken.output), type(broken));
    assert.equal(broken.command, "node --test tests/money.test.mjs");
  });

  it("leave the workspace as it was, to the last file", async () => {
    const listing = (): string[] => readdirSync(folder.path, { recursive: true, encoding: "utf8" }).toSorted();
    const before = [listing(), statSync(path.join(folder.path, "src/money.ts")).mtimeMs];
    await runTests(
      request("src/money.ts", () => "export {};\n", { command: "touch made-here && exit 3" }),
      live,
    );
    assert.deepEqual([listing(), statSync(path.join(folder.path, "src/money.ts")).mtimeMs], before);
    assert.ok(!readdirSync(tmpdir()).some((name) => existsSync(path.join(tmpdir(), name, "made-here"))));
  });

  it("say nothing about an edit when they fail without it as well", async () => {
    const result = await runTests(
      request("src/money.ts", (text) => `${text}\n`, { command: "exit 1" }),
      live,
    );
    assert.equal(type(result), "failed-before");
  });

  it("see unsaved texts and the edit", async () => {
    const command = `node -e "const f=require('fs');process.exit(f.readFileSync('src/money.ts','utf8')==='b'&&f.readFileSync('src/cart.ts','utf8')==='u'?0:1)"`;
    const unsaved = [{ path: "src/cart.ts", text: "u" }];
    assert.equal(
      type(
        await runTests(
          request("src/money.ts", () => "b", { command, unsaved }),
          live,
        ),
      ),
      "passed",
    );
  });

  it("end at their limit with everything they started, and keep only the end of a flood", async () => {
    const limits = { ms: 1_000, output: 2_000 };
    const endless = await runTests(
      request("src/money.ts", (text) => text, { command: "sleep 100 & yes" }),
      live,
      limits,
    );
    assert.ok(endless.type === "timed-out" && endless.output.length <= 2_000, type(endless));
  });

  it("have no secrets around them", async () => {
    process.env["UPSHIFT_TEST_TOKEN"] = "secret";
    writeFileSync(path.join(folder.path, "env.sh"), 'test -z "$UPSHIFT_TEST_TOKEN"\n');
    const result = await runTests(
      request("src/money.ts", (text) => text, { command: "sh env.sh" }),
      live,
    );
    delete process.env["UPSHIFT_TEST_TOKEN"];
    assert.equal(type(result), "passed");
  });

  it("are believed when they fail twice", async () => {
    const command = "test -e second || { touch second; exit 1; }";
    const result = await runTests(
      request("src/money.ts", (text) => text, { command }),
      live,
    );
    assert.ok(result.type === "passed" && result.flaky);
  });

  it("stop with the request", async () => {
    const stop = new AbortController();
    void setTimeout(300).then(() => stop.abort());
    assert.equal(
      type(
        await runTests(
          request("src/money.ts", (text) => text, { command: "sleep 50" }),
          stop.signal,
        ),
      ),
      "none",
    );
  });

  it("are not run again once the request is stopped", async () => {
    const stop = new AbortController();
    const runs = path.join(folder.path, "runs");
    const count = (): number => readFileSync(runs, "utf8").split("\n").length - 1;
    writeFileSync(runs, "");
    const ended = runTests(
      request("src/money.ts", (text) => text, {
        command: `echo run >> '${runs}'; test $(wc -l < '${runs}') -lt 2 || sleep 50; exit 1`,
      }),
      stop.signal,
    );
    while (count() < 2) await setTimeout(20);
    stop.abort();
    assert.equal(type(await ended), "none");
    assert.equal(count(), 2);
  });

  it("end at their limit also where something that outlives them holds their output open", async () => {
    const pid = path.join(folder.path, "pid");
    const waited = path.join(folder.path, "waited");
    const daemon = `const { spawn } = require("child_process");
      const { pid } = spawn("sh", ["-c", "sleep 50; touch '${waited}'"], { detached: true, stdio: "inherit" });
      require("fs").writeFileSync("${pid}", String(pid));
      process.exit(1);`;
    writeFileSync(path.join(folder.path, "daemon.cjs"), daemon);
    const result = await runCommand("node daemon.cjs", folder.path, live, { ms: 3_000, output: 2_000 });
    process.kill(-Number(readFileSync(pid, "utf8")), "SIGKILL");
    assert.ok(!existsSync(waited), "its end was waited for");
    assert.ok(result.timedOut);
  });
});
