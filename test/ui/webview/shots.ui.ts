import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { CHAT_STATES } from "../../fixtures/chatStates.ts";
import { COST_STATES } from "../../fixtures/costStates.ts";
import { DEFAULT_THEMES } from "../../fixtures/themes.ts";
import { root } from "../../workbench/toolchain.mjs";
import { launch, openView, showState, type ViewName } from "./page.ts";

const FOLDER = path.join(root, "out/shots/webview");
const SCENES = [
  ...Object.entries(CHAT_STATES).map(([name, state]) => ({ view: "chat" as const, name, state })),
  ...Object.entries(COST_STATES).map(([name, state]) => ({ view: "cost" as const, name, state })),
];
const HEIGHT: Readonly<Record<ViewName, number>> = { chat: 1000, cost: 1100 };

describe("pictures of the views", function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    mkdirSync(FOLDER, { recursive: true });
    browser = await launch();
  });
  after(() => browser?.close());

  for (const { view: viewName, name, state } of SCENES) {
    it(`${viewName} ${name}`, async () => {
      for (const theme of DEFAULT_THEMES) {
        const view = await openView(browser, viewName, { theme, height: HEIGHT[viewName] });
        await showState(view, state);
        const bytes = await view.page.screenshot({ path: path.join(FOLDER, `${viewName}-${name}-${theme}.png`) });
        assert.ok(bytes.length > 1_000);
        assert.deepEqual(await view.faults(), []);
        await view.page.close();
      }
    });
  }
});
