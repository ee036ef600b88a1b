import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UsageError } from "../../src/cli/seats.ts";
import { main } from "../eval/main.ts";
import type { EvalReport } from "../eval/report.ts";
import { isMiniWrong } from "../eval/scripted.ts";
import { readTasks } from "../eval/tasks.ts";
import { startEndpoint } from "../workbench/endpoint.ts";
import { temporaryFolder } from "../workbench/host.ts";
import { root } from "../workbench/toolchain.mjs";

const SOME = "{commit/*,explain/*,fix/{py-median,py-nested-update}}";
const QUICK = ["--checks", "edit,shape"];

describe("npm run eval", function () {
  this.timeout(60_000);
  const home = temporaryFolder("eval");
  const folder = (name: string): string => path.join(home.path, name);
  const live = new AbortController().signal;
  let said: string[] = [];

  beforeEach(() => {
    said = [];
  });
  before(async () => assert.equal(await run("one", []), 0));
  after(() => home.remove());

  function run(name: string, args: readonly string[], signal = live): Promise<number> {
    const glob = args.includes("--tasks") ? [] : ["--tasks", SOME];
    return main(["--out", folder(name), ...QUICK, ...glob, ...args], (line) => said.push(line), signal);
  }

  function reportOf(name: string): EvalReport {
    return JSON.parse(readFileSync(path.join(folder(name), "report.json"), "utf8")) as EvalReport;
  }

  /** Without what depends on time. */
  function timeless(name: string): unknown {
    const { models, ...rest } = reportOf(name);
    return { ...rest, models: models.map(({ firstTokenMs: _first, tokensPerSecond: _speed, ...model }) => model) };
  }

  function linesOf(name: string, file: string): readonly string[] {
    return readFileSync(path.join(folder(name), file), "utf8")
      .trimEnd()
      .split("\n");
  }

  it("measures scripted models of a known skill, twice with the same result", async () => {
    assert.equal(await run("two", []), 0);
    assert.deepEqual(timeless("one"), timeless("two"));
    const { picks, complete, models } = reportOf("one");
    const tasks = readTasks(SOME);
    assert.ok(complete);
    assert.equal(picks["full"]?.solved.count, tasks.length);
    assert.equal(picks["mini"]?.solved.count, tasks.filter((task) => !isMiniWrong(task)).length);
    assert.ok(models.some(({ model, prompt }) => model === "scripted-mini" && prompt === "fix@1"));
    assert.match(readFileSync(path.join(folder("one"), "report.md"), "utf8"), /\| mini \| 6 of 16 \| 38 % \| \d+ % to/);
  });

  it("shifts up where a check refuses the answer, and counts it", async () => {
    assert.equal(
      await run("shift", ["--tasks", "edit/two-files-rename", "--checks", "types,edit,shape", "--value", "0.03"]),
      0,
    );
    const { picks } = reportOf("shift");
    assert.deepEqual([picks["mini"]?.solved.count, picks["full"]?.solved.count], [0, 1]);
    assert.deepEqual([picks["auto"]?.solved.count, picks["auto"]?.shiftUps], [1, 1]);
  });

  it("stops before the cap could be passed, and goes on with a higher one", async () => {
    const cap = 0.02;
    assert.equal(await run("cap", ["--max-usd", String(cap)]), 1);
    const stopped = reportOf("cap");
    assert.ok(!stopped.complete && stopped.measured > 0);
    assert.ok(Number(stopped.spent) <= cap, stopped.spent);
    assert.match(said.at(-1) ?? "", /^Stopped: the next attempt could pass the cap/);
    const before = linesOf("cap", "ledger.jsonl").length;
    assert.equal(await run("cap", ["--max-usd", String(cap)]), 1);
    assert.equal(linesOf("cap", "ledger.jsonl").length, before);
    assert.equal(await run("cap", ["--max-usd", "1"]), 0);
    assert.deepEqual(reportOf("cap").picks, reportOf("one").picks);
  });

  it("counts the worst case of an attempt that a killed process left behind", async () => {
    await run("killed", ["--tasks", "commit/cache-key", "--picks", "mini"]);
    const spent = Number(reportOf("killed").spent);
    const hold = { v: 1, type: "hold", id: "lost", session: "eval", at: 0, until: 1, pico: 999_990_000_000 };
    appendFileSync(path.join(folder("killed"), "ledger.jsonl"), `${JSON.stringify(hold)}\n{"v":1,"torn`);
    assert.equal(await run("killed", ["--tasks", "commit/*", "--picks", "mini", "--max-usd", "1"]), 1);
    assert.equal(Number(reportOf("killed").spent).toFixed(9), (spent + 0.99999).toFixed(9));
  });

  it("is interrupted between two tasks, asks none of them twice, and ends with the same result", async () => {
    const stop = new AbortController();
    const ended = main(
      ["--out", folder("cut"), ...QUICK, "--tasks", SOME],
      (line) => {
        said.push(line);
        if (said.length === 5) stop.abort();
      },
      stop.signal,
    );
    assert.equal(await ended, 1);
    const { measured, wanted } = reportOf("cut");
    assert.ok(measured > 0 && measured < wanted);
    assert.equal(await run("cut", []), 0);
    assert.deepEqual(timeless("cut"), timeless("one"));
    assert.equal(linesOf("cut", "results.jsonl").length, wanted);
  });

  it("writes its report after Ctrl+C, however often one press arrives", async () => {
    const file = path.join(root, "test/eval/main.ts");
    const child = spawn(process.execPath, [file, "--out", folder("pressed"), ...QUICK], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = once(child, "exit");
    for await (const data of child.stdout) if (/^1\//m.test(String(data))) break;
    for (let press = 0; press < 3; press += 1) child.kill("SIGINT");
    assert.deepEqual(await ended, [1, null]);
    assert.ok(!reportOf("pressed").complete);
    const held = linesOf("pressed", "ledger.jsonl").filter((line) => line.includes('"hold"')).length;
    const settled = linesOf("pressed", "ledger.jsonl").filter((line) => line.includes('"settled"')).length;
    assert.equal(held, settled);
  });

  it("keeps transcripts that are judged anew without a model", async () => {
    const files = readdirSync(path.join(folder("one"), "transcripts"));
    assert.equal(files.length, readTasks(SOME).length * 3);
    assert.equal(await main(["--replay", folder("one")], (line) => said.push(line), live), 0);
    assert.match(said.at(-1) ?? "", /^48 answers judged anew, 0 changed/);
    const file = path.join(folder("two"), "transcripts", "fix.py-median full.json");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("% 2 == 1", "% 2 == 0"));
    assert.notEqual(readFileSync(file, "utf8"), text);
    assert.equal(await main(["--replay", folder("two")], (line) => said.push(line), live), 1);
    assert.match(said.join("\n"), /fix\/py-median full: was passed, is failed/);
  });

  it("stores no secret: not of a task, and not the key of the endpoint", async () => {
    const endpoint = await startEndpoint({ pace: 0, requireKey: "key-of-the-endpoint" });
    process.env["EVAL_TEST_KEY"] = "key-of-the-endpoint";
    const address = ["--base-url", endpoint.baseUrl, "--models", "mini=demo-mini", "--key-env", "EVAL_TEST_KEY"];
    await run("secret", [...address, "--max-usd", "0", "--tasks", "edit/wait-beside-key"]);
    delete process.env["EVAL_TEST_KEY"];
    await endpoint.close();
    assert.equal(reportOf("secret").measured, 2);
    const files = readdirSync(folder("secret"), { recursive: true, encoding: "utf8" }).filter((file) =>
      file.includes("."),
    );
    const stored = files.map((file) => readFileSync(path.join(folder("secret"), file), "utf8")).join("\n");
    assert.doesNotMatch(stored, /planted-harbour|key-of-the-endpoint/);
    // The prompt itself speaks of placeholders of the kind "kind".
    const [placeholder = ""] = /\[\[upshift-secret-1:(?!kind)[^\]]*\]\]/.exec(stored) ?? [];
    writeFileSync(path.join(folder("secret"), "transcripts", "edit.wait-beside-key mini.json"), answered(placeholder));
    await main(["--replay", folder("secret")], (line) => said.push(line), live);
    assert.match(said.join("\n"), /wait-beside-key mini: was failed, is passed/);
  });

  /** A stored answer that quotes the line with the secret, as a model does that never saw it. */
  function answered(placeholder: string): string {
    const head = `  apiKey: "${placeholder}",\n  waitMs: 200,\n};\n\nexport function waitAfter(attempt: number): number {`;
    const text = `waitBesideKey.ts\n<<<<<<< SEARCH\n${head}\n  return settings.waitMs;\n=======\n${head}\n  return Math.min(10_000, settings.waitMs * 2 ** attempt);\n>>>>>>> REPLACE\n`;
    return JSON.stringify({ task: "edit/wait-beside-key", pick: "mini", text, verdict: "failed", attempts: [] });
  }

  it("asks the demo's endpoint twice with the same result, and stops at a small cap there", async () => {
    const endpoint = await startEndpoint({ pace: 0 });
    const prices = ["--price", "demo-mini=1/4", "--price", "demo-full=10/40"];
    const address = ["--base-url", endpoint.baseUrl, "--models", "mini=demo-mini,full=demo-full", ...prices];
    const some = [...address, "--tasks", "commit/*"];
    try {
      assert.equal(await run("demo one", some), 0);
      assert.equal(await run("demo two", some), 0);
      assert.deepEqual(timeless("demo one"), timeless("demo two"));
      const cap = Number((Number(reportOf("demo one").spent) / 2).toFixed(6));
      assert.equal(await run("demo cap", [...some, "--max-usd", String(cap)]), 1);
      const { complete, spent, measured } = reportOf("demo cap");
      assert.ok(!complete && measured > 0 && Number(spent) <= cap, spent);
    } finally {
      await endpoint.close();
    }
  });

  it("stops at an endpoint that fails, and asks those tasks again", async () => {
    const address = ["--base-url", "http://127.0.0.1:9/v1", "--models", "mini=m", "--price", "m=1/2"];
    assert.equal(await run("down", [...address, "--tasks", "commit/*"]), 1);
    assert.match(said.at(-1) ?? "", /the endpoint failed \(unreachable\)/);
    assert.equal(reportOf("down").measured, 0);
    assert.deepEqual(reportOf("down").failed, []);
  });

  it("refuses models whose price nobody knows, under a cap", async () => {
    const address = ["--base-url", "http://127.0.0.1:9/v1", "--models", "mini=m"];
    assert.equal(await run("unpriced", [...address, "--tasks", "commit/*"]), 1);
    assert.match(said.at(-1) ?? "", /price of a model is not known/);
  });

  it("does not go on with a run of other models", async () => {
    const address = ["--base-url", "http://127.0.0.1:9/v1", "--models", "mini=m"];
    await assert.rejects(run("one", address), /another endpoint, other models/);
  });

  it("says what it does not understand", async () => {
    for (const args of [["--picks", "best"], ["--max-usd", "x"], ["--price", "m=1"], ["--nonsense"], ["--checks", "x"]])
      await assert.rejects(run("bad", args), UsageError);
    assert.equal(await run("bad", ["--help"]), 0);
    await assert.rejects(run("bad", ["--tasks", "nothing/*"]), /No task matches/);
    await assert.rejects(run("bad", ["--base-url", "http://x/v1"]), /Name the models/);
    assert.ok(!existsSync(folder("bad")));
  });
});
