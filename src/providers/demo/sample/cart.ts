import { type KnownFile, same } from "./rows.ts";

const TOTAL = `  let pieces = 0;
  for (let i = 0; i < items.length; i++) {
    pieces = pieces + items[i]!.count;
  }
  if (pieces >= DISCOUNT.from) {
    const off = Math.round((subtotal(items) * DISCOUNT.percent) / 100);
    return subtotal(items) - off;
  } else {
    return subtotal(items);
  }`;

const TOTAL_PLAIN = `  const pieces = items.reduce((sum, item) => sum + item.count, 0);
  const full = subtotal(items);
  if (pieces < DISCOUNT.from) return full;
  return full - Math.round((full * DISCOUNT.percent) / 100);`;

const LEVEL = `  if (row.count === 0) {
    return "sold out";
  } else {
    if (row.count < 5) {
      return "low";
    } else {
      return "ok";
    }
  }`;

const LEVEL_FLAT = `  if (row.count === 0) return "sold out";
  return row.count < 5 ? "low" : "ok";`;

/** `src/cart.ts`: right, but long-winded. */
export const CART: KnownFile = {
  file: {
    name: "src/cart.ts",
    signature: "1jvzrs7o073",
    mini: "A cart: `subtotal()` adds up, `total()` takes ten percent off from twelve pieces on, `describe()` writes the bill.",
    full: "A cart is a list of items; nothing here changes one. `subtotal()` adds up, `total()` takes the discount off from twelve pieces on (pieces, not lines), `describe()` writes the bill in text.\n\n`total()` is right but asks for the subtotal up to twice and counts by hand with an index, which needs the `!` against the compiler; a `reduce` like that of `subtotal()` would do.",
  },
  symbols: [
    {
      name: "CartItem",
      signature: "13vns7rl6pm",
      mini: "A line of the cart: a name, the price of one piece, and how many.",
      full: "`CartItem` is one line of a cart. `price` is that of one piece, in cents; the line costs `price * count`. All fields are read-only: a changed cart is a new list.",
    },
    {
      name: "subtotal",
      signature: "1ta4xwyk3jt",
      mini: "What all items cost together, before the discount.",
      full: "`subtotal()` multiplies price and count of every item and adds them up. All amounts are whole cents, so the sum is exact; an empty cart costs 0.",
    },
    {
      name: "total",
      signature: "1eyurx9smyv",
      mini: "The price to pay: ten percent off from twelve pieces on.",
      full: "`total()` counts the pieces of all items and, from `DISCOUNT.from` on, takes `DISCOUNT.percent` off the subtotal. The discount is rounded once for the whole cart, not line by line, so that no cent drifts. It asks `subtotal()` for the same sum up to twice, which costs time but changes nothing.",
    },
    {
      name: "total",
      signature: "12zf8aczenz",
      mini: "The price to pay: ten percent off from twelve pieces on.",
      full: "`total()` counts pieces and adds prices up once each. Below `DISCOUNT.from` pieces it returns the subtotal, else the subtotal without the discount, rounded once for the whole cart.",
    },
    {
      name: "describe",
      signature: "259lmit8yxs",
      mini: "The cart as text: a line for each item, then the total.",
      full: "`describe()` writes a line for each item and the total under them. The lines show prices before the discount, so they may add up to more than the total says.",
    },
  ],
  edits: [
    {
      task: "refactor",
      symbol: "total()",
      before: TOTAL,
      needs: ["export function subtotal(items: readonly CartItem[]): Cents"],
      ...same(
        TOTAL_PLAIN,
        "A `reduce` counts the pieces, the subtotal is computed once, and the `else` is gone.",
        "The count becomes a `reduce` like that of `subtotal()`, which also drops the `!`. The subtotal is computed once instead of up to twice, and the small case returns first, so that no `else` is needed. Amounts and rounding are unchanged.",
      ),
    },
  ],
  questions: [
    {
      words: [/\b(?:discount|percent)\b/, /\b(?:when|how|why|what|which)\b/],
      signature: "1eyurx9smyv",
      mini: "Ten percent off from twelve pieces on, all items counted together.",
      full: "The discount is ten percent of the whole cart once it holds twelve pieces, all items counted together. It is rounded once, on the cart, and both figures stand in `DISCOUNT`.",
    },
  ],
};

/** `src/report.ts`: nested branches. */
export const REPORT: KnownFile = {
  file: {
    name: "src/report.ts",
    signature: "28dtls30u5w",
    mini: "Writes the stock as a table, dearest first. `level()` says whether a row is sold out, low or ok.",
    full: "`report()` sorts a copy of the rows by price and writes each as fixed columns; `level()` gives the word in the last one.\n\nThe nesting in `level()` hides that it is a plain list of three cases. Names longer than 16 signs push the columns apart: `padEnd` fills up but never cuts.",
  },
  symbols: [
    {
      name: "StockRow",
      signature: "1jvrexm9m3t",
      mini: "A row of the stock: a name, how many, and the price of one.",
      full: "`StockRow` is what the report knows of an article: its name, the pieces on the shelf, and the price of one in cents.",
    },
    {
      name: "level",
      signature: "1wbd6w60lyj",
      mini: '"sold out" at 0, "low" below 5, otherwise "ok".',
      full: "`level()` has three cases: nothing left, fewer than five, enough. Each branch returns, so neither `else` is needed. A negative count, which should not happen, counts as low.",
    },
    {
      name: "level",
      signature: "6xcpbehz8r",
      mini: '"sold out" at 0, "low" below 5, otherwise "ok".',
      full: '`level()` answers the special case first and then chooses between "low" and "ok" at five pieces. A negative count, which should not happen, counts as low.',
    },
    {
      name: "report",
      signature: "78pm2s56dm",
      mini: "The stock as text in columns, dearest first.",
      full: "`report()` sorts a copy, so the caller's list keeps its order, and writes one line for each row: name, count and price in fixed widths, then the level. `padEnd` and `padStart` fill up but never cut, so a long name moves the columns of its line.",
    },
  ],
  edits: [
    {
      task: "refactor",
      symbol: "level()",
      before: LEVEL,
      ...same(
        LEVEL_FLAT,
        "Each branch returned already, so the nesting goes.",
        "Every branch returns, so the two `else` only added depth. The special case comes first and the rest is one choice; each count gives the same word as before.",
      ),
    },
  ],
  questions: [],
};
