import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { LLMock } from "@copilotkit/aimock";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../workbench/host.ts";
import { activityIcon, screenshot } from "../workbench/page.ts";
import { startRelay, type Relay } from "../workbench/relay.ts";
import { modelsFromEnv } from "../workbench/startModels.ts";
import { root } from "../workbench/toolchain.mjs";
import { Launcher } from "./launcher.ts";
import {
  ask,
  chatDescription,
  lenses,
  openCost,
  openWhy,
  pictureOfFailure,
  receiptOf,
  selectCode,
  startTour,
  statusBarSays,
  type Tour,
  textOf,
  textsOf,
} from "./tour.ts";

const KEY = ["sk", "endpoint", "tour", "0123456789"].join("-");
const MINI = "gpt-6-luna";
const FULL = "gpt-6.1-sol";
const USAGE = { prompt_tokens: 3_000, completion_tokens: 200, total_tokens: 3_200 };
const GET = [
  "  get(key: string): V | undefined {",
  "    const known = this.map.get(key);",
  "    return known?.value;",
  "  }",
].join("\n");

/** A server of somebody else's that speaks OpenAI's dialect and answers only to those who have the key. */
async function startMock(): Promise<LLMock> {
  const mock = new LLMock({ port: 0, auth: { apiKeys: [KEY] } });
  mock.on({ model: MINI }, { content: "It looks a value up.", usage: USAGE });
  mock.on({ model: FULL }, { content: `One look-up.\n\n\`\`\`ts\n${GET}\n\`\`\`\n`, usage: USAGE });
  await mock.start();
  return mock;
}

/** What a page receives from its server, pieces of its sockets included, as far as it holds the secret. */
function leaksOf(page: Page, secret: string): string[] {
  const leaks: string[] = [];
  const look = (where: string, data: string | Buffer): void => {
    if (data.includes(secret)) leaks.push(where);
  };
  page.on("request", (request) => look(request.url(), `${request.url()}${request.postData() ?? ""}`));
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => look(socket.url(), payload));
    socket.on("framesent", ({ payload }) => look(socket.url(), payload));
  });
  return leaks;
}

async function heldBy(page: Page): Promise<string> {
  const frames = await Promise.all(page.frames().map((frame) => frame.content().catch(() => "")));
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]) + document.cookie);
  return frames.join("\n") + stored;
}

describe("npm start with an endpoint of one's own", function () {
  this.timeout(120_000);
  let browser: Browser;
  let mock: LLMock;
  let launcher: Launcher;
  let page: Page;
  let leaks: readonly string[];
  /** The launcher keeps its copy of the sample to itself. */
  let tour: Pick<Tour, "page" | "workspace">;

  before(async () => {
    mock = await startMock();
    browser = await launchBrowser();
    launcher = new Launcher([], {
      UPSHIFT_BASE_URL: `${mock.url}/v1`,
      UPSHIFT_API_KEY: KEY,
      UPSHIFT_MINI: MINI,
      UPSHIFT_FULL: FULL,
    });
    const url = await launcher.url();
    page = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage();
    leaks = leaksOf(page, KEY);
    await page.goto(url.href);
    await activityIcon(page, "Upshift").waitFor({ timeout: 60_000 });
    tour = { page, workspace: path.join(root, "test/fixtures/sample") };
  });
  afterEach(function () {
    return pictureOfFailure(this.currentTest, page);
  });
  after(async () => {
    await browser?.close();
    await launcher?.dispose();
    await mock?.stop();
  });

  it("answers Explain with the mini model; a price that nobody knows stays unknown", async () => {
    await selectCode(tour, "store.ts", "get(key");
    const answer = await ask(page, "Upshift: Explain");
    assert.match(await textOf(answer), /It looks a value up\./);
    const { tier, model, cost, because } = await receiptOf(answer);
    assert.deepEqual([tier, model, because, cost], ["Mini", MINI, "Explain, quick work", "Price unknown"]);
    assert.match(await textOf(answer.locator(".facts")), /3,000 in, 200 out/);
    const why = await openWhy(answer);
    assert.equal(why.get("Price"), "No list price is known for this model behind this address");
    assert.equal(why.get("Tokens"), "3,000 in (0 cached) · 200 out");
    await screenshot(page, "endpoint-explain");
  });

  it("answers Refactor with the full model, as an edit under review", async () => {
    await selectCode(tour, "store.ts", "get(key");
    const { tier, model, because } = await receiptOf(await ask(page, "Upshift: Refactor"));
    assert.deepEqual([tier, model, because], ["Full", FULL, "Refactor, deep work"]);
    await lenses(page, "Accept | Reject | Open Diff | Full, Price unknown").waitFor();
  });

  it("shows the unknown price everywhere, never a zero", async () => {
    assert.equal(await chatDescription(page), "Price unknown");
    const cost = await openCost(page);
    assert.equal(await textOf(cost.locator(".totals .big").first()), "Price unknown");
    const { label, tooltip } = await statusBarSays(page);
    assert.match(label, /session Price unknown/);
    assert.match(tooltip, /Session Price unknown/);
  });

  it("hands the key to the endpoint in the header", () => {
    const calls = mock.getRequests().filter((call) => call.path === "/v1/chat/completions");
    assert.deepEqual(
      calls.map(({ body, response }) => [body?.["model"], response.status]),
      [
        [MINI, 200],
        [FULL, 200],
      ],
    );
    assert.ok(calls.every(({ headers }) => headers["authorization"] !== undefined));
  });

  it("keeps the key from the page", async () => {
    assert.deepEqual(leaks, []);
    assert.ok(!(await heldBy(page)).includes(KEY));
  });

  it("keeps the key from VS Code's server and the extension host", function () {
    if (!existsSync("/proc")) return this.skip();
    const started = launcher.processes().filter(({ command }) => !command.includes("test/workbench/"));
    assert.ok(
      started.some(({ command }) => command.includes("server-data-dir")),
      "no server",
    );
    assert.ok(
      started.some(({ command }) => command.includes("--type=extensionHost")),
      "no extension host",
    );
    for (const { command, environment } of started) assert.ok(!(command + environment).includes(KEY), command);
  });
});

describe("an endpoint whose host tells the vendor", function () {
  this.timeout(120_000);
  let browser: Browser;
  let mock: LLMock;
  let relay: Relay;
  let tour: Tour;

  before(async () => {
    mock = await startMock();
    browser = await launchBrowser();
    const env = { UPSHIFT_BASE_URL: "https://api.openai.com/v1", UPSHIFT_MINI: MINI, UPSHIFT_FULL: FULL };
    const models = await modelsFromEnv(env);
    await models.close();
    // The vendor's own host cannot be reached from a test: the same settings, with a relay to the stand-in.
    relay = await startRelay({ target: new URL(`${mock.url}/v1`), apiKey: KEY });
    const { env: connection } = models.settings["upshift.models.connections"] as { readonly env: object };
    const connections = { env: { ...connection, baseUrl: relay.baseUrl } };
    tour = await startTour(browser, {
      machineSettings: { ...models.settings, "upshift.models.connections": connections },
    });
  });
  afterEach(function () {
    return pictureOfFailure(this.currentTest, tour?.page);
  });
  after(async () => {
    await browser?.close();
    await tour?.stop();
    await relay?.close();
    await mock?.stop();
  });

  it("computes costs from the vendor's list prices", async () => {
    const { page } = tour;
    await selectCode(tour, "store.ts", "get(key");
    const explained = await ask(page, "Upshift: Explain");
    // 3,000 tokens in at $0.10 and 200 out at $0.50 per million.
    assert.equal((await receiptOf(explained)).cost, "$0.0004");
    assert.match((await openWhy(explained)).get("Price") ?? "", /^Computed from the list price of /);
    assert.match(await textOf(explained.locator(".facts")), /saved \$0\.0076/);
    // 3,000 in at $2 and 200 out at $10.
    assert.equal((await receiptOf(await ask(page, "Upshift: Refactor"))).cost, "$0.008");
    assert.equal(await chatDescription(page), "$0.0084 · saved $0.0076");
    const { label, tooltip } = await statusBarSays(page);
    assert.match(label, /session \$0\.0084, saved \$0\.0076/);
    assert.match(tooltip, /Session \$0\.0084, saved \$0\.0076/);
    const cost = await openCost(page);
    const big = await textsOf(cost.locator(".totals .big"));
    assert.deepEqual(
      big.map((text) => text.trim().split(/\s/)[0]),
      ["$0.0084", "$0.0076"],
    );
  });

  it("asks with the fields that the vendor knows", () => {
    const body: unknown = mock.getRequests().at(-1)?.body;
    assert.ok(typeof body === "object" && body !== null && "max_completion_tokens" in body && !("max_tokens" in body));
  });
});
