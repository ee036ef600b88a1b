import * as z from "zod";
import { renderMarkdown } from "../../../src/webview/markdown/parser.ts";
import { judgeEach, type CaseSet } from "../cases.ts";
import { activeParts } from "./inert.ts";
import { WRAPPINGS } from "./wrappings.ts";

const Rendered = z.object({ id: z.string(), markdown: z.string(), html: z.string() });

/** HTML that Markdown passes through or loads a picture with; here it stays text, on purpose. */
const RAW = /<(?!\/?(?:p|h[1-6]|ul|ol|li|blockquote|hr|br|em|strong|s|a|table|thead|tbody|tr|th|td|pre|code)\b)/;

/**
 * What the product makes of a text against what the specification asks for. Equal but for our own dress (the block
 * around code, the address as a link's title), which is taken off before; misses that show HTML as text say so.
 */
const rendered = judgeEach(Rendered, ({ markdown, html }) => {
  const gave = renderMarkdown(markdown);
  const active = activeParts(gave);
  if (active.length > 0) return { verdict: "wrong", why: active.join(", "), gave };
  if (bare(undressed(gave)) === bare(html)) return { verdict: "passed", gave };
  const isOnPurpose = RAW.test(html) || gave.includes("&lt;");
  return { verdict: "failed", why: isOnPurpose ? "HTML or a picture stays text" : "other HTML", gave };
});

function undressed(html: string): string {
  return html
    .replace(/<div class="code".*?<pre tabindex="0"><code[^>]*>/gs, "<pre><code>")
    .replace(/<\/code><\/pre><\/div>/g, "</code></pre>")
    .replace(/<a href="[^"]*" title="[^"]*" data-link="([^"]*)">/g, '<a href="$1">')
    .replace(/ <span class="target">\([^<]*\)<\/span>/g, "")
    .replace(/<\/?span[^>]*>/g, "");
}

/** Less what means the same: void elements' slash, language classes, titles, typographic signs, white space of blocks. */
function bare(html: string): string {
  return html
    .replace(/ ?\/>/g, ">")
    .replace(/<code class="[^"]*">/g, "<code>")
    .replace(/(<a href="[^"]*") title="[^"]*"/g, "$1")
    .replace(/[“”]/g, "&quot;")
    .replace(/[‘’]/g, "'")
    .replace(/—/g, "---")
    .replace(/>\n+</g, "><")
    .trim();
}

const Payload = z.object({ id: z.string(), payload: z.string() });

/** One payload in every wrapping: nothing may be active in any of them. */
const inert = judgeEach(Payload, ({ payload }) => {
  const gave = Object.fromEntries(
    Object.entries(WRAPPINGS).map(([name, wrap]) => [name, renderMarkdown(wrap(payload))]),
  );
  const active = Object.entries(gave).flatMap(([name, html]) => activeParts(html).map((part) => `${name}: ${part}`));
  return active.length === 0 ? { verdict: "passed", gave } : { verdict: "wrong", why: active.join(", "), gave };
});

export const markdown: CaseSet = {
  folder: "cases/markdown",
  files: {
    "commonmark-spec.json": rendered,
    "markdown-it-fixtures.json": rendered,
    "xss-payloads.json": inert,
    "dompurify-fixtures.json": inert,
  },
};
