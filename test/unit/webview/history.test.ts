import assert from "node:assert/strict";
import type { ToChat } from "../../../src/protocol/protocol.ts";
import { countsOf } from "../../../src/webview/chat/history.ts";
import { byDay, NO_HISTORY, shownItems, withDeleted, withItems } from "../../../src/webview/chat/historyModel.ts";
import { receive, type ChatModel } from "../../../src/webview/chat/model.ts";
import { historyItems, item, noon } from "../../fixtures/chatHistory.ts";
import { CHAT_STATES, explained } from "../../fixtures/chatStates.ts";

describe("earlier chats by day", () => {
  const days = (now: number, ...times: readonly number[]) =>
    byDay(
      times.map((at, index) => item(String(index), "", { at })),
      now,
    ).map(({ day, items }) => [day, items.map(({ id }) => id).join("")]);

  it("are those of the reader's own days, newest first, without empty ones", () => {
    const now = new Date(2026, 10, 21, 0, 30).getTime();
    const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();
    assert.deepEqual(days(now, at(21, 0), at(20, 23), at(20, 0), at(19, 23)), [
      ["today", "0"],
      ["yesterday", "12"],
      ["earlier", "3"],
    ]);
    assert.deepEqual(days(now, at(19, 1), at(19, 2), now + 60_000), [
      ["today", "2"],
      ["earlier", "10"],
    ]);
    assert.deepEqual(days(now), []);
  });

  it("hold on days that a change of the clocks makes shorter or longer", () => {
    for (let day = 0; day < 366; day += 1) {
      const now = new Date(2026, 0, 1 + day, 12).getTime();
      const found = days(now, noon(0, new Date(now)), noon(1, new Date(now)), noon(2, new Date(now)));
      assert.deepEqual(found, [
        ["today", "0"],
        ["yesterday", "1"],
        ["earlier", "2"],
      ]);
    }
  });
});

describe("the list of earlier chats", () => {
  const shown = withItems(NO_HISTORY, historyItems());
  const ids = (query: string) => shownItems({ ...shown, query }).map(({ id }) => id);

  it("is searched by title and file, whatever the case", () => {
    assert.deepEqual(ids(" LOOP "), ["retry"]);
    assert.deepEqual(ids("STORE.TS"), ["lru", "demo"]);
    assert.equal(ids("").length, historyItems().length);
    assert.deepEqual(ids("no such chat"), []);
  });

  it("says answers and shift-ups", () => {
    const texts = shown.items.map((each) => countsOf(each));
    assert.deepEqual(
      [texts[0], texts[1], texts[4], texts[6]],
      ["6 answers · 1 shift-up", "1 answer", "2 answers · 2 shift-ups", "1 answer"],
    );
  });

  it("leaves out what was deleted too long ago, until it is back", () => {
    const expired = { ...shown, expired: new Set(["gone"]) };
    assert.ok(!shownItems(withItems(expired, shown.items)).some(({ id }) => id === "gone"));
    const back = withItems(expired, withDeleted(expired, "gone", false).items);
    assert.ok(shownItems(back).some(({ id }) => id === "gone"));
    assert.equal(back.expired.size, 0);
  });

  it("keeps the search while it is shown, and starts fresh when it is opened again", () => {
    assert.equal(withItems({ ...shown, query: "x" }, []).query, "x");
    assert.equal(withItems({ ...shown, shown: false, query: "x" }, []).query, "");
  });
});

describe("the history screen", () => {
  const state = CHAT_STATES["main"] ?? assert.fail("main");
  const whole: ToChat = { type: "state", locale: "en", strings: {}, state };
  const listed = [whole, { type: "history", items: historyItems() }] as const;
  const from = (...messages: readonly ToChat[]): ChatModel | undefined =>
    messages.reduce<ChatModel | undefined>(receive, undefined);

  it("gives way to another chat and to a new question, not to news of a known one", () => {
    assert.equal(from(...listed)?.history.shown, true);
    assert.equal(from(...listed, whole)?.history.shown, false);
    assert.equal(from(...listed, { type: "turn", turn: explained })?.history.shown, true);
    assert.equal(from(...listed, { type: "turn", turn: { ...explained, id: "new" } })?.history.shown, false);
  });

  it("stays when deleting the open chat empties the conversation", () => {
    const model = from(...listed);
    assert.ok(model);
    const deleted = { ...model, history: withDeleted(model.history, "lru", true) };
    assert.equal(receive(deleted, whole)?.history.shown, true);
  });
});
