import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";
import { launchBrowser, temporaryFolder } from "../workbench/host.ts";
import { openFile } from "../workbench/page.ts";
import { type CompanyProxy, COMPANY_HOST, type PrivateHttps, startPrivateHttps, startProxy } from "./proxy.ts";
import { ask, demoSettings, pictureOfFailure, receiptOf, selectCode, startTour, type Tour, until } from "./tour.ts";

/*
 * Behind a company's proxy and its own certificates. Loopback bypasses every proxy, so the endpoint has an invented name
 * that only the proxy can reach: a request that goes another way never arrives.
 */

describe("a company's network", function () {
  this.timeout(120_000);
  let browser: Browser;
  let endpoint: Endpoint;
  let proxy: CompanyProxy | undefined;
  let https: PrivateHttps | undefined;
  let tour: Tour | undefined;
  const folder = temporaryFolder("company");

  before(async () => {
    browser = await launchBrowser();
    endpoint = await startEndpoint({ pace: 0 });
  });
  afterEach(async function () {
    await pictureOfFailure(this.currentTest, tour?.page);
    await tour?.stop();
    await proxy?.close();
    await https?.close();
    tour = proxy = https = undefined;
  });
  after(async () => {
    await browser.close();
    await endpoint.close();
    folder.remove();
  });

  /** Chat and completions, both through `address`. */
  async function useBoth(address: string, env: Readonly<Record<string, string>>, settings: object): Promise<Tour> {
    const company = { "http.proxy": proxy?.address, "http.proxySupport": "override", ...settings };
    const machineSettings = { ...demoSettings(address), ...company, "upshift.completions.mode": "auto" };
    const opened = await startTour(browser, { env, settings: company, machineSettings });
    tour = opened;
    await selectCode(opened, "cart.ts", "export function total");
    const answer = await ask(opened.page, "Upshift: Explain");
    assert.equal((await receiptOf(answer)).tier, "Mini");
    const chats = endpoint.calls.length;
    await openFile(opened.page, "cart.ts");
    await opened.page.keyboard.press("Control+End");
    await opened.page.keyboard.type("\nexport function half(n: number) {\n  ret");
    await until("a completion was asked for", () => endpoint.calls.length > chats);
    return opened;
  }

  it("is reached through the proxy that VS Code's settings name, completions included", async () => {
    proxy = await startProxy(Number(new URL(endpoint.baseUrl).port));
    await useBoth(`http://${COMPANY_HOST}/v1`, {}, {});
    assert.ok(proxy.asked.every((line) => line.includes(COMPANY_HOST)));
  });

  it("is trusted by the certificates of this computer, behind the proxy too", async () => {
    https = await startPrivateHttps(Number(new URL(endpoint.baseUrl).port), folder.path);
    proxy = await startProxy(https.port);
    const env = { SSL_CERT_FILE: https.authority, NODE_OPTIONS: "--use-system-ca" };
    await useBoth(`https://${COMPANY_HOST}/v1`, env, { "http.systemCertificates": true });
    assert.deepEqual([...new Set(proxy.asked)], [`CONNECT ${COMPANY_HOST}:443`]);
  });
});
