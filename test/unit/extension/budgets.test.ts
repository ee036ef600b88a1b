import assert from "node:assert/strict";
import { NO_LIMITS } from "../../../src/core/ledger/budgetLimits.ts";
import { BudgetDesk, openLedger } from "../../../src/extension/budgets.ts";
import { WORDS } from "../../helpers/answerWords.ts";
import { FakeClock } from "../../helpers/fakeClock.ts";
import { entry, FakeLog } from "../../helpers/make.ts";
import { MemoryStore } from "../../helpers/memoryLedger.ts";
import { memento } from "../../helpers/memento.ts";

const DOLLAR = 1_000_000_000_000;
const NOON = new Date(2026, 10, 20, 12).getTime();

/** A window in which five dollars may be spent a day. */
function opened({ hasLocal = false, store = new MemoryStore(), state = new Map<string, unknown>() } = {}) {
  const clock = new FakeClock(NOON);
  const settings = { ...NO_LIMITS, day: 5n * BigInt(DOLLAR) };
  const window = openLedger({
    ...{ store, clock, session: "s", memory: memento(state), words: WORDS, log: new FakeLog() },
    limits: () => settings,
    hasLocal: () => hasLocal,
  });
  return { ...window, clock, settings };
}

/** What stands above the message box once so much was spent. */
async function after(
  { ledger, budgetDesk }: ReturnType<typeof openLedger>,
  dollars: number,
): Promise<readonly string[]> {
  const cost = { kind: "priced", pico: dollars * DOLLAR, provenance: "billed" } as const;
  await ledger.append(entry({ id: `${dollars}`, request: `${dollars}`, at: NOON, cost }));
  await budgetDesk.refresh();
  return noticeOf(budgetDesk);
}

function noticeOf({ notice }: BudgetDesk): readonly string[] {
  return notice ? [notice.text, ...notice.actions.map(({ label }) => label)] : [];
}

describe("what is said of a budget", () => {
  it("is a share first, then that all is spent, each with ways on", async () => {
    const window = opened();
    assert.deepEqual(await after(window, 3.5), []);
    assert.deepEqual(await after(window, 0.6), [
      "82% of today’s $5.00 is spent. At 100% Upshift steps down to what costs nothing.",
      ...["Change Budget", "Dismiss"],
    ]);
    assert.match((await after(opened(), 4.999))[0] ?? "", /^99% of today’s/);
    assert.deepEqual(await after(window, 1), [
      "Today’s $5.00 is spent.",
      ...["Raise for Today", "Wait Until Tomorrow"],
    ]);
  });

  it("names the model that costs nothing, where there is one", async () => {
    assert.equal((await after(opened({ hasLocal: true }), 6))[1], "Use Local");
  });

  it("ends with the day, and with the limit", async () => {
    const [tomorrow, unlimited] = [opened(), opened()];
    await after(tomorrow, 6);
    tomorrow.clock.advance(24 * 3_600_000);
    await tomorrow.budgetDesk.refresh();
    assert.deepEqual(noticeOf(tomorrow.budgetDesk), []);
    await after(unlimited, 6);
    let changes = 0;
    unlimited.budgetDesk.budgets.onDidChange(() => (changes += 1));
    unlimited.settings.day = 0n;
    await unlimited.budgetDesk.refresh();
    assert.deepEqual([noticeOf(unlimited.budgetDesk), unlimited.budgetDesk.states, changes], [[], [], 1]);
  });

  it("is gone once the limit is raised for today, in every window", async () => {
    const [store, state] = [new MemoryStore(), new Map<string, unknown>()];
    const [one, other] = [opened({ store, state }), opened({ store, state })];
    await after(one, 6);
    await one.budgetDesk.raiseToday(12n * BigInt(DOLLAR));
    assert.deepEqual(noticeOf(one.budgetDesk), []);
    assert.deepEqual(
      [one, other].map(({ budgetDesk }) => budgetDesk.limits.day),
      [12n * BigInt(DOLLAR), 12n * BigInt(DOLLAR)],
    );
    assert.deepEqual(
      (await after(one, 4))[0],
      "83% of today’s $12.00 is spent. At 100% Upshift steps down to what costs nothing.",
    );
  });
});
