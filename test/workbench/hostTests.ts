import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { startEndpoint } from "./endpoint.ts";
import { launchBrowser, saveLogs, sleep, startServer, workbenchUrl, type Server } from "./host.ts";
import { copySample, EventRecord, hostEnv, layOutClient, out } from "./hostRecord.ts";
import { floorServer, root } from "./toolchain.mjs";

// node test/workbench/hostTests.ts [--floor] [--grep TEXT] [--result FILE]
// Runs test/host inside the real extension host of a workbench in the headless browser; with --floor in the oldest VS
// Code that the manifest allows.

const RUN_LIMIT_MS = 30 * 60_000;
const POLL_MS = 100;

async function runInHost(browser: Browser, server: Server, record: EventRecord): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  let end: string | undefined;
  // VS Code's own hooks for test drivers: the console of the host, and the end of the run.
  await page.exposeFunction("codeAutomationLog", () => undefined);
  await page.exposeFunction("codeAutomationExit", (code: number) => {
    end = `VS Code ended the run with code ${code}`;
  });
  page.on("crash", () => (end = "the page crashed"));
  server.process.on("exit", () => (end = "the server ended"));
  const tests = path.join(out, "host/index.cjs");
  await page.goto(workbenchUrl(server, copySample(), { dev: root, tests }));
  for (const limit = Date.now() + RUN_LIMIT_MS; end === undefined; await sleep(POLL_MS)) {
    record.read();
    if (Date.now() > limit) end = "it took too long";
  }
  record.read();
  if (!record.hasEnded) record.fail(`The suite did not come to its end: ${end}.`);
  if (record.tally.failed > 0) {
    await page.screenshot({ path: path.join(out, "host-failure.png") }).catch(() => undefined);
    saveLogs(server, path.join(out, "host-logs"));
    console.log("  The logs are in out/host-logs, a screenshot is out/host-failure.png.");
  }
}

const { values } = parseArgs({
  options: { floor: { type: "boolean" }, grep: { type: "string" }, result: { type: "string" } },
});
const events = path.join(out, "host-events.jsonl");
const record = new EventRecord(events);
const endpoint = await startEndpoint();
const server = await startServer({
  driver: true,
  extensions: [layOutClient()],
  env: hostEnv(endpoint, events, values.grep),
  ...(values.floor ? { vscode: floorServer() } : {}),
});
const browser = await launchBrowser();
try {
  await runInHost(browser, server, record);
} finally {
  await browser.close().catch(() => undefined);
  await server.stop();
  await endpoint.close();
}
if (values.result !== undefined) writeFileSync(values.result, JSON.stringify(record.tally));
process.exitCode = record.tally.failed > 0 ? 1 : 0;
