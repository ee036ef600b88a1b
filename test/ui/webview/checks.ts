import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** The source of axe, to be run in a page before {@link violations}. */
export const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds wrong, by WCAG 2.0 to 2.2 A and AA and by best practice. */
export async function violations(page: Page): Promise<readonly string[]> {
  const result = await page.evaluate(
    (tags) => (window as unknown as { axe: { run(options: unknown): Promise<AxeResult> } }).axe.run({ runOnly: tags }),
    TAGS,
  );
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`),
  );
}

/** What is wider than its room; only code and tables of an answer may scroll by themselves. */
export async function overflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [
      document.documentElement,
      ...document.querySelectorAll(
        ".feed, article, .code header, .screen, .days, .composer, .meter, .meter > :not(.sr)",
      ),
    ]
      .filter((each) => each.scrollWidth > each.clientWidth + 1)
      .map((each) => `${each.tagName}.${each.className}: ${each.scrollWidth} in ${each.clientWidth}`),
  );
}
