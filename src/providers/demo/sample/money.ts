import { type KnownFile, same } from "./rows.ts";

const FORMAT = `  const whole = Math.floor(Math.abs(cents) / 100);
  const rest = String(Math.abs(cents) % 100).padStart(2, "0");`;

const FORMAT_ONCE = `  const amount = Math.abs(cents);
  const whole = Math.floor(amount / 100);
  const rest = String(amount % 100).padStart(2, "0");`;

const SPLIT = "  return Array.from({ length: parts }, (_, index) => (index <= rest ? base + 1 : base));";
const SPLIT_RIGHT = "  return Array.from({ length: parts }, (_, index) => (index < rest ? base + 1 : base));";

/** `src/money.ts`: `split` hands out one cent too many. */
export const MONEY: KnownFile = {
  file: {
    name: "src/money.ts",
    signature: "25u0uyv72r1",
    mini: "Amounts in whole cents: reading, writing, sharing. `split()` is off by one: its shares add up to a cent too much.",
    full: "Money as whole cents, so that sums are exact where fractions of a dollar would not be. `parseAmount()` is strict (two decimals or none, no sign), `formatAmount()` writes amounts and debts, `split()` shares an amount.\n\n`split()` breaks its promise: `rest` shares should get one cent more, but `index <= rest` is true for `rest + 1` of them, so the shares add up to more than the amount. Zero parts divide by zero without a word.",
  },
  symbols: [
    {
      name: "parseAmount",
      signature: "g1oi9wkquj",
      mini: 'Reads "12.50" or "12" as cents; anything else is `undefined`.',
      full: '`parseAmount()` accepts whole dollars or exactly two decimals, blanks around them aside. It builds the cents from the two groups as whole numbers, so 12.50 becomes 1250 without passing through a fraction that a double cannot hold. Signs, thousands and "12.5" are `undefined` on purpose: a guess about money is worse than a refusal.',
    },
    {
      name: "formatAmount",
      signature: "kkxserv8y3",
      mini: 'Writes cents as "$12.50", debts as "-$12.50".',
      full: "`formatAmount()` splits the amount without its sign into dollars and cents, because `Math.floor` rounds negative numbers away from zero and `%` keeps their sign: -5 cents would come out garbled. `padStart` gives 5 cents their zero.",
    },
    {
      name: "formatAmount",
      signature: "aoa290okg5",
      mini: 'Writes cents as "$12.50", debts as "-$12.50".',
      full: "`formatAmount()` takes the sign off once and builds dollars and cents from what is left, because `Math.floor` and `%` treat negative numbers differently. `padStart` gives 5 cents their zero.",
    },
    {
      name: "split",
      signature: "12pznmzj7xd",
      mini: "Shares an amount. It is off by one: `index <= rest` gives one share too many the extra cent.",
      full: "`split()` gives every share `base` cents; the `rest` that division leaves over goes to the first shares, a cent each. The comparison is wrong: indices begin at 0, so `index <= rest` holds for `rest + 1` shares. 100 in three parts becomes 34, 34, 33, which is 101; even an amount that divides evenly gains a cent.",
    },
    {
      name: "split",
      signature: "20grvrgoysp",
      mini: "Shares an amount; the first shares take the cents that are left over.",
      full: "`split()` gives every share `base` cents and the first `rest` shares one more, so that the shares always add up to the amount. Which shares come first is the caller's order; no cent is lost or made.",
    },
  ],
  edits: [
    {
      task: "fix",
      symbol: "split()",
      before: SPLIT,
      needs: ["const rest = total - base * parts;"],
      ...same(
        SPLIT_RIGHT,
        "Off by one: only the first `rest` shares take a cent more.",
        "The cause is `index <= rest`: indices begin at 0, so it holds for `rest + 1` shares and the sum is a cent too high. With `<` exactly `rest` shares take one more.",
      ),
    },
    {
      task: "refactor",
      symbol: "formatAmount()",
      before: FORMAT,
      ...same(
        FORMAT_ONCE,
        "The amount without its sign has a name now.",
        "`Math.abs(cents)` was taken twice; it is now computed once and named, so that both lines visibly work on the same amount.",
      ),
    },
  ],
  questions: [
    {
      words: [/\bwhy\b/, /\bcents?\b/],
      signature: "g1oi9wkquj",
      mini: "Whole cents add up exactly; fractions of a dollar do not: 0.1 + 0.2 is not 0.3.",
      full: "Because whole numbers add up exactly. A double holds 0.10 only nearly, and the error shows as soon as amounts are summed or compared. In cents every amount of this program is a whole number; dollars appear only where text is read or written, in `parseAmount()` and `formatAmount()`.",
    },
  ],
};
