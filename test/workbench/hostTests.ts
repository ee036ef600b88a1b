import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { startEndpoint, type Endpoint } from "./endpoint.ts";
import { launchBrowser, saveLogs, sleep, startServer, temporaryFolder, workbenchUrl, type Server } from "./host.ts";
import { root } from "./toolchain.mjs";

// node test/workbench/hostTests.ts [--grep TEXT] [--result FILE]
// Runs test/host inside the real extension host of a workbench in the headless browser.

type Event =
  | { readonly type: "pass"; readonly title: string; readonly ms: number }
  | { readonly type: "skip"; readonly title: string }
  | { readonly type: "fail"; readonly title: string; readonly error: string }
  | { readonly type: "end"; readonly failures: number };

const RUN_LIMIT_MS = 5 * 60_000;
const POLL_MS = 100;
const out = path.join(root, "out");

/** Follows the event file: it is the record, because VS Code reports success even when the extension host has died. */
class EventRecord {
  readonly #file: string;
  #seen = 0;
  readonly tally = { passed: 0, failed: 0, skipped: 0 };
  hasEnded = false;

  constructor(file: string) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "");
  }

  /** Prints what is new. */
  read(): void {
    const lines = readFileSync(this.#file, "utf8").split("\n").slice(0, -1);
    for (const line of lines.slice(this.#seen)) this.#take(JSON.parse(line) as Event);
    this.#seen = lines.length;
  }

  #take(event: Event): void {
    if (event.type === "end") this.hasEnded = true;
    else if (event.type === "pass") this.tally.passed++;
    else if (event.type === "skip") this.tally.skipped++;
    else this.tally.failed++;
    if (event.type === "pass") console.log(`  ok    ${event.title} (${event.ms} ms)`);
    if (event.type === "skip") console.log(`  skip  ${event.title}`);
    if (event.type === "fail") console.log(`  FAIL  ${event.title}\n${event.error.replace(/^/gm, "        ")}`);
  }

  fail(why: string): void {
    this.tally.failed++;
    console.log(`  FAIL  ${why}`);
  }
}

/** A copy: tests change files, and the sample is to stay as it is. Outside the repository, whose ignore rules name `out`. */
function copySample(): string {
  const folder = path.join(temporaryFolder("host-workspace").path, "sample");
  cpSync(path.join(root, "test/fixtures/sample"), folder, { recursive: true });
  return folder;
}

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

function hostEnv(endpoint: Endpoint, events: string, grep = ""): Record<string, string> {
  return { HOST_TEST_EVENTS: events, UPSHIFT_TEST_ENDPOINT: endpoint.baseUrl, MOCHA_GREP: grep };
}

const { values } = parseArgs({ options: { grep: { type: "string" }, result: { type: "string" } } });
const events = path.join(out, "host-events.jsonl");
const record = new EventRecord(events);
const endpoint = await startEndpoint();
const CLIENT = {
  name: "lm-client",
  publisher: "upshift-test",
  version: "0.0.1",
  engines: { vscode: "^1.106.0" },
  main: "./extension.cjs",
  activationEvents: ["onStartupFinished"],
  contributes: {
    languageModelChatProviders: [{ vendor: "client", displayName: "Client" }],
    chatParticipants: [{ id: "lm-client.client", name: "client", description: "Asks the chosen model" }],
  },
};

/** Another extension beside ours, which knows us only through the editor. */
function layOutClient(): string {
  const folder = path.join(out, "host/lmClient");
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(CLIENT));
  return folder;
}

const server = await startServer({
  driver: true,
  extensions: [layOutClient()],
  env: hostEnv(endpoint, events, values.grep),
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
