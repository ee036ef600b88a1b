import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { installExtension, launchBrowser, sleep, startServer, temporaryFolder } from "../workbench/host.ts";
import { openWorkbench, runCommand } from "../workbench/page.ts";
import { root } from "../workbench/toolchain.mjs";
import { packageExtension, runVsce } from "../workbench/vsix.ts";
import type { Bench, Figures } from "./bench.ts";
import { untilCalm } from "./calm.ts";
import { medianOf } from "./stats.ts";

/*
 * How much a VS Code with Upshift starts slower than one with an extension that does nothing. The figure is VS Code's
 * own, the one that "Show Running Extensions" shows: milliseconds of loading the code and of `activate`.
 */

const ROUNDS = 9;
const SETTLE_LIMIT_MS = 30_000;
const CALM_LIMIT_MS = 10_000;
/** All rows must be on the screen: the list only holds those that are seen. */
const TALL = { width: 1200, height: 2_400 };

interface Variant {
  readonly name: string;
  /** A data folder of VS Code with just this extension installed. */
  readonly dir: string;
}

export const activation: Bench = {
  floors: [
    { key: "ratioEmpty", max: 2, goal: 1.2 },
    { key: "overEmptyMs", max: 30, goal: 5 },
    { key: "hostBundleKB", max: 200, goal: 60 },
    { key: "vsixMB", max: 4, goal: 3 },
  ],
  run,
};

async function run(): Promise<Figures> {
  const vsix = packageExtension();
  const folder = temporaryFolder("bench");
  const browser = await launchBrowser();
  try {
    const ours = install(folder.path, "Upshift", vsix);
    const empty = install(folder.path, "Empty", packageEmpty(folder.path));
    const rounds = await measure(browser, ours, empty);
    return {
      ratioEmpty: medianOf(rounds.map((round) => round.ours / round.empty)),
      overEmptyMs: medianOf(rounds.map((round) => (round.ours - round.empty) / 2)),
      hostBundleKB: { value: bytesOf(["extension.cjs"]) / 1e3 },
      // With what the main bundle names, which it loads by itself soon after the start. No floor, but no hiding either.
      hostBundleWithFirstChunksKB: { value: bytesOf(["extension.cjs", ...chunksIn("extension.cjs")]) / 1e3 },
      vsixMB: { value: statSync(vsix).size / 1e6 },
    };
  } finally {
    await browser.close();
    folder.remove();
  }
}

function bytesOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(path.join(root, "dist", file)).size, 0);
}

function chunksIn(file: string): readonly string[] {
  const text = readFileSync(path.join(root, "dist", file), "utf8");
  return [...text.matchAll(/require\("\.\/([\w-]+\.cjs)"\)/g)].map(([, name = ""]) => name);
}

/** Rounds of A-B-B-A; each holds the sums of its two launches, so that a drift of the machine weighs on both alike. */
async function measure(
  browser: Browser,
  ours: Variant,
  empty: Variant,
): Promise<readonly { ours: number; empty: number }[]> {
  // The first launch of each fills caches and is not counted.
  for (const variant of [ours, empty]) await launch(browser, variant);
  const rounds: { ours: number; empty: number }[] = [];
  while (rounds.length < ROUNDS) {
    const a = await launch(browser, ours);
    const b = (await launch(browser, empty)) + (await launch(browser, empty));
    const round = { ours: a + (await launch(browser, ours)), empty: b };
    rounds.push(round);
    console.log(`round ${rounds.length} of ${ROUNDS}: Upshift ${round.ours / 2} ms, empty ${round.empty / 2} ms`);
  }
  return rounds;
}

/** One start of VS Code; returns the activation time that it shows for the extension, in whole milliseconds. */
async function launch(browser: Browser, { name, dir }: Variant): Promise<number> {
  await untilCalm(CALM_LIMIT_MS);
  const server = await startServer({ dir });
  try {
    const page = await openWorkbench(browser, server, undefined, { viewport: TALL });
    await runCommand(page, "Developer: Show Running Extensions");
    const title = page.locator(".name", { hasText: new RegExp(`^${name}$`) });
    const time = page
      .locator(".runtime-extensions-editor .extension")
      .filter({ has: title })
      .locator(".activation-time");
    for (const end = Date.now() + SETTLE_LIMIT_MS; Date.now() < end; await sleep(100)) {
      const shown = (await time.count()) === 1 ? /(\d+)ms/.exec(await time.innerText())?.[1] : undefined;
      if (shown === undefined) continue;
      await page.context().close();
      return Number(shown);
    }
    throw new Error(`VS Code does not show that ${name} is running`);
  } finally {
    await server.stop();
  }
}

function install(parent: string, name: string, vsix: string): Variant {
  const dir = path.join(parent, `data-${name}`);
  mkdirSync(dir);
  installExtension(dir, vsix);
  return { name, dir };
}

/** An extension with the same activation event that does nothing. */
function packageEmpty(parent: string): string {
  const folder = path.join(parent, "empty");
  mkdirSync(folder);
  const manifest = {
    name: "empty",
    displayName: "Empty",
    publisher: "bench",
    version: "0.0.1",
    engines: { vscode: "^1.106.0" },
    main: "./extension.cjs",
    activationEvents: ["onStartupFinished"],
  };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(path.join(folder, "extension.cjs"), "exports.activate = () => {};\n");
  writeFileSync(path.join(folder, "README.md"), "Empty.\n");
  writeFileSync(path.join(folder, "LICENSE"), "MIT\n");
  const vsix = path.join(parent, "empty.vsix");
  runVsce(folder, vsix);
  return vsix;
}
