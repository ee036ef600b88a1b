import { type KnownFile, same } from "./rows.ts";

const LOOP = `  let waitMs = options.waitMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= options.attempts) throw error;
      sleep(waitMs);
      waitMs *= 2;
    }
  }`;
const LOOP_FIXED = LOOP.replace("      sleep(", "      await sleep(");

const POWERS = `  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= options.attempts) throw error;
      sleep(options.waitMs * 2 ** (attempt - 1));
    }
  }`;
const POWERS_FIXED = POWERS.replace("      sleep(", "      await sleep(");

const CONFIG = `  attempts: 3,
  waitMs: 200,
};`;

const ROWS = `const lamp: StockRow = { name: "Lamp", count: 3, price: parseAmount("24.90") ?? 0 };
const chair: StockRow = { name: "Chair", count: 12, price: parseAmount("79.00") ?? 0 };`;

const ROWS_HELPED = `function stock(name: string, count: number, amount: string): StockRow {
  return { name, count, price: parseAmount(amount) ?? 0 };
}

const lamp = stock("Lamp", 3, "24.90");
const chair = stock("Chair", 12, "79.00");`;

/** `src/retry.ts`: never waits. */
export const RETRY: KnownFile = {
  file: {
    name: "src/retry.ts",
    signature: "ycvcoipp1p",
    mini: "Tries a call again when it fails, with doubling waits. The waits do not happen: `sleep()` is not awaited.",
    full: "`retry()` calls `work` until it succeeds or the attempts are used up; `sleep()` is a timer as a promise.\n\nThe wait between two tries never happens: `sleep(waitMs)` makes a promise and nobody awaits it, so all attempts run one right after the other, and timers are left behind that keep the process alive. The compiler is silent, because calling an async function without `await` is legal.",
  },
  symbols: [
    {
      name: "RetryOptions",
      signature: "ofdlcwjki2",
      mini: "How often to try, and how long to wait before the second try.",
      full: "`RetryOptions` bounds a retry: `attempts` counts the first call too, so 1 means no retry at all. `waitMs` is the wait before the second try and doubles each time, so three waits take seven times as long.",
    },
    {
      name: "sleep",
      signature: "5i0xwt85es",
      mini: "A promise that resolves after some milliseconds.",
      full: "`sleep()` turns `setTimeout` into a promise. It only helps where it is awaited, and it cannot be cancelled: the timer keeps a Node process alive until it fires.",
    },
    {
      name: "retry",
      signature: "1h8k8hpdzwu",
      mini: "Calls `work` again until it succeeds. It never waits: `sleep(waitMs)` lacks an `await`.",
      full: "`retry()` returns the first success; the last failure is thrown as it came, so the caller sees the real error and not one about retrying. The `await` in `return await work()` is needed: without it a rejection would pass the `catch` by.\n\nThe wait is broken. `sleep(waitMs)` is called but not awaited, so the next try starts at once, however large the wait. A busy server gets all attempts within milliseconds, which is what the growing wait should prevent.",
    },
    {
      name: "retry",
      signature: "1z42tb5jqm8",
      mini: "Calls `work` until it succeeds or the attempts are used up; the wait doubles each time.",
      full: "`retry()` returns the first success and throws the last failure as it came. Between two tries it waits, twice as long each time. The `await` in `return await work()` is needed: without it a rejection would pass the `catch` by.",
    },
    {
      name: "retry",
      signature: "1zraw8gjd4k",
      mini: "Calls `work` again until it succeeds. It never waits: `sleep()` lacks an `await`.",
      full: "`retry()` returns the first success and throws the last failure as it came. The wait should follow from the attempt's number, but `sleep()` is called and not awaited, so the next try starts at once.",
    },
    {
      name: "retry",
      signature: "11852uh8jkb",
      mini: "Calls `work` until it succeeds or the attempts are used up; the wait doubles each time.",
      full: "`retry()` returns the first success and throws the last failure as it came. The wait before the next try follows from the attempt's number: `waitMs`, then twice, four times and so on.",
    },
  ],
  edits: [
    {
      task: "fix",
      symbol: "retry()",
      before: LOOP,
      needs: ["export function sleep(ms: number): Promise<void>"],
      ...same(
        LOOP_FIXED,
        "`sleep()` returns a promise that nobody waited for; `await` it.",
        "The cause is a missing `await`: `sleep(waitMs)` only makes a promise, so the loop goes on at once and all attempts run within milliseconds. Awaiting it is the whole mend.",
      ),
    },
    {
      task: "fix",
      symbol: "retry()",
      before: POWERS,
      needs: ["export function sleep(ms: number): Promise<void>"],
      ...same(
        POWERS_FIXED,
        "`sleep()` returns a promise that nobody waited for; `await` it.",
        "The cause is a missing `await`: `sleep()` only makes a promise, so the loop goes on at once. Awaiting it is the whole mend.",
      ),
    },
    {
      task: "refactor",
      symbol: "retry()",
      before: LOOP,
      ...same(
        POWERS,
        "The wait follows from the attempt, so the variable goes. `sleep()` is still not awaited: that is a bug for Fix.",
        "The running variable is gone: the wait follows from the number of the attempt, so nothing has to be kept in step. One thing is left as it is, because a refactoring keeps behaviour: `sleep()` is not awaited, so nothing waits. Fix mends it.",
      ),
    },
    {
      task: "refactor",
      symbol: "retry()",
      before: LOOP_FIXED,
      ...same(
        POWERS_FIXED,
        "The wait follows from the attempt, so the variable goes.",
        "The running variable is gone: the wait follows from the number of the attempt, so nothing has to be kept in step. The waits are the same as before.",
      ),
    },
  ],
  questions: [
    {
      words: [/\b(?:why|does|how)\b/, /\b(?:wait|waits|waiting|sleep)\b/],
      signature: "1h8k8hpdzwu",
      mini: "It does not wait at all: `sleep(waitMs)` lacks an `await`.",
      full: "It should wait `waitMs`, then twice as long each time, but it does not wait at all: `sleep(waitMs)` is called without `await`, so the loop goes on at once. Fix on `retry()` mends it.",
    },
  ],
};

/** `src/config.ts`: holds the planted password. */
export const CONFIG_FILE: KnownFile = {
  file: {
    name: "src/config.ts",
    signature: "10j2maojeu",
    mini: "Settings for the stock service. A password in source code is a mistake: it belongs into the environment.",
    full: "Settings of the stock service: its address, a key, and how `retry()` behaves.\n\nThe key is the point to stop at: a password in source code is in every copy and in the history for good. It belongs into the environment or a secret store. What the editor sent here was a placeholder; the key itself was taken out before.",
  },
  symbols: [
    {
      name: "config",
      signature: "10j2maojeu",
      mini: "Address, key and retry settings of the stock service. The key does not belong here.",
      full: "`config` is what the program is told about the stock service; `attempts` and `waitMs` are handed to `retry()` as they are, which works because its options ask for nothing more. The key should come from the environment: here it is in every copy of the code.",
    },
  ],
  edits: [
    {
      task: "refactor",
      symbol: "config",
      before: CONFIG,
      ...same(
        CONFIG.replace("};", "} as const;"),
        "`as const` makes the settings read-only.",
        "With `as const` the settings are read-only and keep their exact types, so that nobody changes them at run time. Values and uses stay as they are.",
      ),
    },
  ],
  questions: [],
};

/** `src/index.ts`: the small main program. */
export const INDEX: KnownFile = {
  file: {
    name: "src/index.ts",
    signature: "1gfoxw48nnl",
    mini: "Ties the parts together: `row()` reads through the cache, and a small report is printed.",
    full: "The small main program. `row()` shows how the parts meet: it asks the cache, loads with `retry()` on a miss, and keeps what came. The lines below print a report and a bill.\n\nWith the store as it comes, the first call of `row()` throws: `cache.get()` crashes for every key that is not cached yet.",
  },
  symbols: [
    {
      name: "row",
      signature: "20t3hp2pqg6",
      mini: "A row from the cache; on a miss it is loaded, with retries, and kept.",
      full: "`row()` reads through the cache: a hit is returned at once, a miss is loaded with `retry()` and kept. Two calls for the same name at the same time both load, because nothing remembers a load under way. It relies on `get()` answering `undefined` for a miss.",
    },
  ],
  edits: [
    {
      task: "refactor",
      symbol: "the two rows",
      before: ROWS,
      ...same(
        ROWS_HELPED,
        "Both rows were built the same way; `stock()` does it now.",
        "Both rows repeated how an amount becomes a price. `stock()` says it once, and the two lines are left with their data.",
      ),
    },
  ],
  questions: [],
};
