import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Endpoint } from "../workbench/endpoint.ts";
import { activityIcon, screenshot } from "../workbench/page.ts";
import { processesWith } from "./launcher.ts";
import { readLedger } from "./ledger.ts";
import { answerNext } from "./script.ts";
import {
  ask,
  chatOf,
  ended,
  newChat,
  receiptOf,
  selectCode,
  startAsking,
  statusBarShows,
  until,
  textOf,
} from "./tour.ts";
import { type OpenTour, useTour } from "./useTour.ts";

const PARTIAL = "It looks the key up in the map and then,\nas far as anybody has heard,";

describe("a conversation", function () {
  this.timeout(120_000);
  const opened = useTour({ pace: 0.1 });
  let endpoint: Endpoint;
  let tour: OpenTour;
  let page: Page;

  before(async () => {
    tour = opened();
    ({ endpoint, page } = tour);
    await selectCode(tour, "store.ts", "get(key");
  });

  it("asks again on another tier and keeps the first answer", async () => {
    const first = await ask(page, "Upshift: Explain");
    await first.getByRole("button", { name: "Regenerate with Another Tier" }).click();
    await first.getByRole("menuitemradio", { name: /^Full/ }).click();
    const again = (await chatOf(page)).locator("article.answer").nth(1);
    await again.waitFor();
    await ended(again);
    assert.equal((await receiptOf(again)).tier, "Full");
    assert.equal((await receiptOf(first)).tier, "Mini");
  });

  it("keeps the text of an answer that is stopped", async () => {
    answerNext(endpoint, PARTIAL, "silent");
    const answer = await startAsking(page, "Upshift: Explain");
    await answer.getByText("as far as anybody has heard,").waitFor();
    await statusBarShows(page, "Mini demo");
    await (await chatOf(page)).getByRole("button", { name: "Stop", exact: true }).click();
    await ended(answer);
    assert.match(await textOf(answer.locator(".prose")), /as far as anybody has heard,/);
    assert.equal((await receiptOf(answer)).verdict, "Stopped");
    const [entry] = readLedger(tour.server).slice(-1);
    assert.deepEqual([entry?.outcome, entry?.usage.estimated], ["cancelled", true]);
    await until("the endpoint is told", () => endpoint.calls.at(-1)?.closedEarly);
  });

  it("takes up a question from the message box, with its context", async () => {
    const chat = await chatOf(page);
    await chat.getByLabel("Ask Upshift").fill("Why does evict() start at the tail?");
    const answers = chat.locator("article.answer");
    const before = await answers.count();
    await chat.getByRole("button", { name: "Send" }).click();
    await answers.nth(before).waitFor();
    await ended(answers.nth(before));
    assert.match(await textOf(answers.nth(before)), /the entry that was used longest ago/);
  });

  it("loses nothing when the window is reloaded in the middle of an answer", async () => {
    const booked = await leaveInTheMiddle(() => page.reload());
    const cut = await answerKept();
    assert.match((await receiptOf(cut)).verdict, /^(Stopped|Incomplete)$/);
    await screenshot(page, "conversation-reload");
    await bookedOnce(booked);
  });

  it("loses nothing when the extension host dies in the middle of an answer", async function () {
    if (!existsSync("/proc")) return this.skip();
    const booked = await leaveInTheMiddle(async () => {
      const hosts = (): ReturnType<typeof processesWith> =>
        processesWith(tour.server.dir).filter(({ command }) => command.includes("--type=extensionHost"));
      await until("the host of the window before has ended", () => hosts().length === 1);
      for (const { pid } of hosts()) process.kill(pid, "SIGKILL");
      await page.reload();
    });
    const cut = await answerKept();
    assert.equal((await receiptOf(cut)).verdict, "Incomplete");
    assert.match(await textOf(cut.locator(".notice")), /The window closed before the answer was complete\./);
    return await bookedOnce(booked);
  });

  it("goes on after the reload, and books each attempt once", async () => {
    const before = readLedger(tour.server).length;
    await selectCode(tour, "store.ts", "get(key");
    assert.equal((await receiptOf(await ask(page, "Upshift: Explain"))).tier, "Mini");
    const entries = readLedger(tour.server);
    assert.equal(entries.length, before + 1);
    assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length);
  });

  /** Asks, and leaves when some of the answer has come and is on disk; how many attempts were booked before. */
  async function leaveInTheMiddle(leave: () => Promise<unknown>): Promise<number> {
    await newChat(page);
    const booked = readLedger(tour.server).length;
    const known = chatsWith("anybody has heard");
    answerNext(endpoint, PARTIAL, "silent");
    await selectCode(tour, "store.ts", "get(key");
    const answer = await startAsking(page, "Upshift: Explain");
    await answer.getByText("as far as anybody has heard,").waitFor();
    await until("the answer so far is on disk", () => chatsWith("anybody has heard") > known);
    await leave();
    await activityIcon(page, "Upshift").waitFor();
    return booked;
  }

  async function answerKept(): Promise<Locator> {
    const kept = (await chatOf(page)).locator("article.answer").last();
    await kept.getByText("as far as anybody has heard,").waitFor();
    return kept;
  }

  async function bookedOnce(before: number): Promise<void> {
    await until("the attempt is booked", () => readLedger(tour.server).length > before);
    const more = readLedger(tour.server).slice(before);
    const words = more.map(({ task, tier, outcome }) => `${task} ${tier} ${outcome}`);
    assert.deepEqual(words, ["explain mini cancelled"]);
  }

  function chatsWith(text: string): number {
    const files = globSync("data/User/workspaceStorage/*/upshift.upshift/chats/*.json", { cwd: tour.server.dir });
    return files.filter((file) => readFileSync(path.join(tour.server.dir, file), "utf8").includes(text)).length;
  }
});
