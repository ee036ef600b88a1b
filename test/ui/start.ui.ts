import assert from "node:assert/strict";
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../workbench/host.ts";
import { activityIcon, screenshot } from "../workbench/page.ts";
import { Launcher } from "./launcher.ts";
import { until } from "./tour.ts";

const SECRET = "sk-launcher-test-0123456789";

describe("npm start", function () {
  this.timeout(120_000);
  let browser: Browser;
  let launcher: Launcher | undefined;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  afterEach(() => launcher?.dispose());

  it("serves the workbench to who has the token, and leaves nothing behind after Ctrl+C", async () => {
    launcher = new Launcher();
    const url = await launcher.url();
    const status = async (address: URL): Promise<number> => (await fetch(address, { redirect: "manual" })).status;
    const guessed = new URL(url);
    guessed.searchParams.set("tkn", "guessed");
    // The token is turned into a cookie, and the page sent to the address without it.
    assert.deepEqual(await Promise.all([url, guessed, new URL(url.origin)].map(status)), [302, 403, 403]);

    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(url.href);
    await activityIcon(page, "Upshift").waitFor({ timeout: 60_000 });
    await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "README.md" }).waitFor();
    await screenshot(page, "start");
    await page.close();

    assert.equal(await launcher.end("SIGINT"), 130);
    assert.deepEqual(launcher.processes(), []);
    assert.deepEqual(readdirSync(launcher.temporary), []);
    await assert.rejects(fetch(url));
  });

  it("ends with everything when only its first process is killed", async function () {
    if (!existsSync("/proc")) return this.skip();
    launcher = new Launcher();
    await launcher.url();
    await launcher.end("SIGKILL");
    await until("all processes have ended", () => launcher?.processes().length === 0);
    return assert.deepEqual(readdirSync(launcher.temporary), []);
  });

  it("hands the key of a real endpoint to nobody, and its requests through the relay", async function () {
    if (!existsSync("/proc")) return this.skip();
    const env = {
      UPSHIFT_BASE_URL: "http://127.0.0.1:9/v1",
      UPSHIFT_API_KEY: SECRET,
      UPSHIFT_MINI: "small",
      UPSHIFT_FULL: "large",
    };
    launcher = new Launcher([], env);
    await launcher.url();
    const servers = launcher.processes().filter(({ command }) => command.includes("server-data-dir"));
    assert.ok(servers.length > 0);
    for (const { environment } of servers) assert.doesNotMatch(environment, /UPSHIFT_|sk-launcher/);
    const settings = globSync("upshift-server-*/data/Machine/settings.json", { cwd: launcher.temporary })[0] ?? "";
    const text = readFileSync(path.join(launcher.temporary, settings), "utf8");
    assert.match(text, /"baseUrl": "http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/v1"/);
    assert.match(text, /"upshift.models.mini": "env\/small",\s+"upshift.models.full": "env\/large"/);
    assert.doesNotMatch(text + launcher.output, /sk-launcher/);
    return assert.equal(await launcher.end("SIGTERM"), 143);
  });

  it("says what to do when the port is taken", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    launcher = new Launcher(["--port", String(port)]);
    assert.equal(await launcher.end(), 1);
    assert.match(launcher.output, new RegExp(`^Port ${port} is taken\\. Choose another .*\\n$`));
    await new Promise((resolve) => server.close(resolve));
  });

  const mistakes = [
    [["--port", "many"], {}, /"many" is not a port\. Give a number/],
    [[], { UPSHIFT_BASE_URL: "nonsense" }, /UPSHIFT_BASE_URL is not an address\. Set it to/],
    [[], { UPSHIFT_BASE_URL: "http://127.0.0.1:9/v1", UPSHIFT_FULL: "x" }, /UPSHIFT_MINI is not\. Set it to/],
    [["--colour"], {}, /no option/],
  ] as const;
  for (const [args, env, expected] of mistakes) {
    it(`answers a mistake with one sentence: ${expected.source}`, async () => {
      launcher = new Launcher(args, env);
      assert.equal(await launcher.end(), 1);
      assert.match(launcher.output, expected);
      assert.equal(launcher.output.trim().split("\n").length, 1);
    });
  }
});
