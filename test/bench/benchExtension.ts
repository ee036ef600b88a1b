import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build, type BuildOptions } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { workbenchUrl, type Server } from "../workbench/host.ts";
import { root } from "../workbench/toolchain.mjs";
import { BENCH_VIEW } from "./hostCalls.ts";

const START_LIMIT_MS = 60_000;

/** Writes an extension with one webview in the panel: `host/NAME.ts` in the extension host, `NAMEPage.ts` in the page. */
export async function makeBenchExtension(name: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest(name), null, 2));
  writeFileSync(path.join(folder, "icon.svg"), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"/>\n');
  const common: BuildOptions = { absWorkingDir: root, bundle: true, minify: true, logLevel: "warning" };
  await build({
    ...common,
    entryPoints: [`test/bench/host/${name}.ts`],
    outfile: path.join(folder, "extension.cjs"),
    platform: "node",
    format: "cjs",
    target: "node22",
    mainFields: ["module", "main"],
    external: ["vscode"],
  });
  await build({
    ...common,
    entryPoints: [`test/bench/${name}Page.ts`],
    outfile: path.join(folder, "page.js"),
    platform: "browser",
    format: "iife",
    target: "chrome130",
  });
}

function manifest(name: string): object {
  return {
    name: `bench-${name}`,
    publisher: "bench",
    version: "0.0.1",
    engines: { vscode: "^1.106.0" },
    main: "./extension.cjs",
    activationEvents: ["onStartupFinished"],
    contributes: {
      viewsContainers: { panel: [{ id: "bench", title: "Bench", icon: "icon.svg" }] },
      views: { bench: [{ type: "webview", id: BENCH_VIEW, name: "Bench" }] },
    },
  };
}

/** Opens the workbench with the extension of `dev` loaded from its folder. */
export async function openBench(
  browser: Browser,
  server: Pick<Server, "port" | "token">,
  { dev, folder }: { readonly dev: string; readonly folder?: string },
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(workbenchUrl(server, folder, { dev }));
  await page.locator(".monaco-workbench .statusbar-item").first().waitFor({ timeout: START_LIMIT_MS });
  return page;
}
