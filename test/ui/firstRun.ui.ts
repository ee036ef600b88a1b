import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, temporaryFolder } from "../workbench/host.ts";
import { editorText, enterText, notification, pick, runCommand, screenshot, statusBarItem } from "../workbench/page.ts";
import { root } from "../workbench/toolchain.mjs";
import { pictureOfFailure, startTour, type Tour, until } from "./tour.ts";

const OLLAMA_PORT = 11_434;

describe("the first five minutes", function () {
  this.timeout(120_000);
  let browser: Browser;
  let tour: Tour;
  const home = temporaryFolder("home");

  before(async () => {
    mkdirSync(path.join(home.path, ".continue"));
    cpSync(
      path.join(root, "test/fixtures/imports/continue-cloud.yaml"),
      path.join(home.path, ".continue", "config.yaml"),
    );
    browser = await launchBrowser();
    tour = await startTour(browser, { env: { HOME: home.path, USERPROFILE: home.path } });
    await statusBarItem(tour.page, "Upshift: Connect").waitFor();
  });
  afterEach(function () {
    return pictureOfFailure(this.currentTest, tour?.page);
  });
  after(async () => {
    await browser?.close();
    await tour?.stop();
    home.remove();
  });

  const settings = (): string => readFileSync(path.join(tour.server.dir, "data/Machine/settings.json"), "utf8");

  it("import connections, models and keys of another tool, and say what stayed behind", async () => {
    const { page } = tour;
    await runCommand(page, "Upshift: Import Connections and Models");
    await pick(page, "Continue", "Continue");
    await inPicker(page, "Import from Continue").waitFor();
    await screenshot(page, "first-run-import");
    await page.keyboard.press("Enter");
    const said = notification(page, "3 connections were added from Continue.");
    await said.waitFor();
    await said.getByRole("button", { name: "Show What Stayed Behind" }).click();
    await page.locator(".editor-instance .view-line", { hasText: "Not taken over" }).waitFor();
    assert.match(await editorText(page), /Embedder: models for embedding and ranking are not used/);
    assert.match(settings(), /"upshift\.models\.full": "openai\/gpt-5"/);
    assert.match(settings(), /"upshift\.models\.mini": "mistral\/codestral-latest"/);
    assert.ok(!settings().includes("key-of-"), "a key went into the settings");
    const theirs = readFileSync(path.join(home.path, ".continue", "config.yaml"), "utf8");
    assert.equal(theirs, readFileSync(path.join(root, "test/fixtures/imports/continue-cloud.yaml"), "utf8"));
  });

  it("find a model server on this computer when asked, and connect it", async function () {
    const server = await serveOllama();
    // Somebody who runs Ollama has the port; their own models are not for tests.
    if (!server) this.skip();
    try {
      const { page } = tour;
      await runCommand(page, "Upshift: Find Models on This Computer");
      await inPicker(page, "Models on").waitFor();
      await pick(page, "Ollama", "Ollama");
      await enterText(page, "Models for the tiers", "Accept");
      await until("the model is written", () => settings().includes('"upshift.models.local": "ollama/qwen-test:1b"'));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

function inPicker(page: Page, title: string): ReturnType<Page["locator"]> {
  return page.locator(".quick-input-widget:visible", { hasText: title });
}

/** What Ollama answers on its usual port; undefined where the port is taken. */
async function serveOllama(): Promise<HttpServer | undefined> {
  const server = createServer((_, response) =>
    response.setHeader("content-type", "application/json").end('{"object":"list","data":[{"id":"qwen-test:1b"}]}'),
  );
  return await new Promise((resolve) => {
    server.once("error", () => resolve(undefined));
    server.listen(OLLAMA_PORT, "127.0.0.1", () => resolve(server));
  });
}
