import { readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { chromium as playwright, type Browser, type Page } from "playwright-core";
import { THEMES, type ThemeName } from "../../fixtures/themes.ts";
import { chromium, root } from "../../workbench/toolchain.mjs";

/*
 * The two views outside VS Code: our bundle, our stylesheets and the host's content security policy on a page that is
 * served from memory, with a stand-in for VS Code's API. Whatever the page asks for beyond that is counted and refused.
 */

const ORIGIN = "http://upshift.test";
const NONCE = "bm9uY2U";

/** The policy that the host sets, with the page's own origin as VS Code's resource origin. */
export const CSP =
  `default-src 'none'; img-src ${ORIGIN}; style-src ${ORIGIN}; font-src ${ORIGIN}; script-src 'nonce-${NONCE}'; ` +
  "require-trusted-types-for 'script'; trusted-types lit-html dompurify";

export type ViewName = "chat" | "cost";

export interface PageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly bodyClass?: string;
  /** What VS Code kept for the view. */
  readonly kept?: unknown;
}

/** One open view; `posted` are the messages that it sent. */
export interface View {
  readonly page: Page;
  readonly foreign: readonly string[];
  post(message: unknown): Promise<void>;
  posted(): Promise<readonly Record<string, unknown>[]>;
  /** What broke the policy, and uncaught errors. */
  faults(): Promise<readonly string[]>;
}

export async function launch(): Promise<Browser> {
  const { executablePath, env } = chromium();
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"];
  return playwright.launch({ executablePath, args, env: { ...process.env, ...env } });
}

let bundles: Promise<ReadonlyMap<string, string | Buffer>> | undefined;

async function files(): Promise<ReadonlyMap<string, string | Buffer>> {
  bundles ??= makeFiles();
  return bundles;
}

async function makeFiles(): Promise<ReadonlyMap<string, string | Buffer>> {
  const made = new Map<string, string | Buffer>();
  for (const view of ["chat", "cost"]) made.set(`/${view}.js`, await bundle(view));
  for (const css of ["base.css", "chat.css", "cost.css"])
    made.set(`/${css}`, readFileSync(path.join(root, "media", css)));
  const codicons = path.join(root, "node_modules/@vscode/codicons/dist");
  for (const file of ["codicon.css", "codicon.ttf"]) made.set(`/${file}`, readFileSync(path.join(codicons, file)));
  return made;
}

async function bundle(view: string): Promise<string> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [`src/webview/${view}/main.ts`],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "chrome130",
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}

/** VS Code's own default layer, which the views have to live with. */
const VSCODE_CSS =
  "@layer vscode-default { body { padding: 0 20px } code { color: var(--vscode-textPreformat-foreground) } }";

function pageHtml(view: ViewName, bodyClass: string): string {
  const sheets = ["vscode.css", "theme.css", "codicon.css", "base.css", `${view}.css`];
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Upshift ${view}</title>
<meta http-equiv="Content-Security-Policy" content="${CSP}">
${sheets.map((sheet) => `<link rel="stylesheet" href="/${sheet}">`).join("")}</head>
<body class="${bodyClass}"><div id="app"></div><script nonce="${NONCE}" src="/${view}.js"></script></body></html>`;
}

function themeCss(theme: ThemeName): string {
  const lines = Object.entries(THEMES[theme].variables).map(([name, value]) => `--vscode-${name}: ${value};`);
  return `html { ${lines.join("\n")} background: var(--vscode-sideBar-background) }`;
}

/** What the page's stand-in for VS Code's API keeps. */
export interface StandIn {
  readonly standIn: {
    readonly posted: readonly Record<string, unknown>[];
    readonly faults: readonly string[];
    readonly kept: unknown;
  };
}

const STAND_IN = `
  const standIn = window.standIn = { posted: [], faults: [], kept: KEPT };
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => standIn.posted.push(message),
    getState: () => standIn.kept,
    setState: (state) => { standIn.kept = state; },
  });
  document.addEventListener("securitypolicyviolation", (event) =>
    standIn.faults.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample));
  window.addEventListener("error", (event) => standIn.faults.push(String(event.message)));`;

const TYPES: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf" };

export async function openView(browser: Browser, view: ViewName, options: PageOptions = {}): Promise<View> {
  const { theme = "dark", width = 300, height = 900 } = options;
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
  const foreign: string[] = [];
  const served = await files();
  const texts = new Map<string, string | Buffer>([
    ["/vscode.css", VSCODE_CSS],
    ["/theme.css", themeCss(theme)],
    ...served,
  ]);
  await page.route("**/*", async (route) => {
    const url = new URL(route.request().url());
    const body = url.origin === ORIGIN ? texts.get(url.pathname) : undefined;
    if (url.href === `${ORIGIN}/`) {
      const bodyClass = `${THEMES[theme].bodyClass} ${options.bodyClass ?? ""}`;
      return route.fulfill({ contentType: "text/html", body: pageHtml(view, bodyClass) });
    }
    if (body !== undefined)
      return route.fulfill({ contentType: TYPES[path.extname(url.pathname)] ?? "text/plain", body });
    foreign.push(url.href);
    return route.abort();
  });
  await page.addInitScript(STAND_IN.replace("KEPT", JSON.stringify(options.kept ?? null)));
  await page.goto(`${ORIGIN}/`);
  return {
    page,
    foreign,
    post: async (message) => {
      await page.evaluate((data) => window.postMessage(data, "*"), message);
      await settle(page);
    },
    posted: () => page.evaluate(() => (window as unknown as StandIn).standIn.posted),
    faults: () => page.evaluate(() => (window as unknown as StandIn).standIn.faults),
  };
}

/** Two frames: one for the message, one for what it draws. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0)))),
  );
}

export async function showState(view: View, state: unknown, locale = "en"): Promise<void> {
  await view.post({ type: "state", locale, strings: {}, state });
}

/** Sends a text in pieces, one per frame, as the host does. */
export async function streamText(view: View, turn: string, text: string, size: number): Promise<void> {
  await view.page.evaluate(
    async (job) => {
      for (let at = 0; at < job.text.length; at += job.size) {
        window.postMessage({ type: "append", turn: job.turn, text: job.text.slice(at, at + job.size) }, "*");
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    },
    { turn, text, size },
  );
  await settle(view.page);
}
