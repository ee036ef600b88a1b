/*
 * Seeded bugs: good code that is taken for bad code, the test that fails then, and what models of a known skill answer.
 * The repositories' own tests are the truth: all of them pass on the good code.
 */

/**
 * What an answer is: `right` takes the bug out; `wrong` is another edit of the same place; `narrow` passes the failed
 * test and breaks another one; `cheat` empties the test; `prose` holds no edit; `misplaced` quotes code that is not
 * there; `broken` does not parse.
 */
export type AnswerKind = "right" | "wrong" | "narrow" | "cheat" | "prose" | "misplaced" | "broken";

export interface Skill {
  /** Answers in the order in which they are asked for; the last one repeats. */
  readonly mini: readonly AnswerKind[];
  readonly full: readonly AnswerKind[];
}

export type Repository = "deep" | "checked";

export interface Bug extends Skill {
  readonly id: string;
  /** Folder below `test/fixtures`. */
  readonly repository: Repository;
  readonly file: string;
  readonly good: string;
  readonly bad: string;
  readonly wrong: string;
  /** For answers of that kind. */
  readonly narrow?: string;
  readonly test: { readonly file: string; readonly titles: readonly string[] };
}

type Place = Pick<Bug, "repository" | "file" | "test">;
type Code = Pick<Bug, "good" | "bad" | "wrong" | "narrow">;

const shop = (module: string, title: string): Place => ({
  repository: "deep",
  file: `src/${module}.ts`,
  test: { file: `tests/${module}.test.mjs`, titles: [title] },
});
const checked = (module: string, title: string): Place => ({
  repository: "checked",
  file: `src/${module}.ts`,
  test: { file: `tests/${module}.test.mjs`, titles: [title] },
});
const python = (module: string, group: string, title: string): Place => ({
  repository: "checked",
  file: `py/${module}.py`,
  test: { file: `py/test_${module}.py`, titles: [group, title] },
});

/** Mini knows it. */
const EASY: Skill = { mini: ["right"], full: ["right"] };
/** Only full knows it. */
const HARD: Skill = { mini: ["wrong"], full: ["right"] };
/** Nobody knows it. */
const NEVER: Skill = { mini: ["wrong", "prose"], full: ["wrong", "misplaced"] };
/** Full knows it once it is told what its first answer did. */
const TOLD: Skill = { mini: ["misplaced", "wrong"], full: ["wrong", "right"] };

function bug(id: string, place: Place, code: Code, skill: Skill): Bug {
  return { id, ...place, ...code, ...skill };
}

const SHOP: readonly Bug[] = [
  bug(
    "share-not-rounded",
    shop("money", "takes a share"),
    { good: "return Math.round((amount", bad: "return Math.floor((amount", wrong: "return Math.trunc((amount" },
    EASY,
  ),
  bug(
    "split-loses-cents",
    shop("money", "splits without losing a cent"),
    { good: "index < rest ? least + 1", bad: "index > rest ? least + 1", wrong: "index <= rest ? least + 1" },
    HARD,
  ),
  bug(
    "minus-lost",
    shop("money", "writes amounts"),
    { good: 'amount < 0 ? "-" : ""', bad: 'amount < -100 ? "-" : ""', wrong: 'amount <= 0 ? "-" : ""' },
    EASY,
  ),
  bug(
    "cents-not-padded",
    shop("money", "writes amounts"),
    { good: 'padStart(2, "0")', bad: 'padStart(1, "0")', wrong: 'padEnd(2, "0")' },
    HARD,
  ),
  bug(
    "second-product",
    shop("catalogue", "refuses a second one"),
    {
      good: "if (this.#products.has(product.id))",
      bad: "if (this.#products.has(product.name))",
      wrong: "if (!product.id)",
    },
    EASY,
  ),
  bug(
    "missing-product",
    shop("catalogue", "finds a product"),
    {
      good: "if (product === undefined) throw new Error(`no product ${id}`);\n    return product;",
      bad: "return product as Product;",
      wrong: "return (product ?? { id }) as Product;",
    },
    { mini: ["broken", "right"], full: ["right"] },
  ),
  bug(
    "tag-prefix",
    shop("catalogue", "lists a tag"),
    {
      good: "product.tags.includes(tag)",
      bad: "product.tags.some((one) => one !== tag)",
      wrong: "product.tags.every((one) => one === tag)",
    },
    EASY,
  ),
  bug(
    "dearest-first",
    shop("catalogue", "lists a tag"),
    { good: "one.price - other.price ||", bad: "other.price - one.price ||", wrong: "0 ||" },
    HARD,
  ),
  bug(
    "count-replaced",
    shop("cart", "puts and counts"),
    { good: "Math.min(MOST, known + count)", bad: "Math.min(MOST, count)", wrong: "Math.min(MOST, known + 1)" },
    EASY,
  ),
  bug(
    "zero-accepted",
    shop("cart", "puts and counts"),
    { good: "if (count < 1)", bad: "if (count < 0)", wrong: "if (count === 1)" },
    { mini: ["cheat"], full: ["right"] },
  ),
  bug(
    "more-than-most",
    shop("cart", "holds no more than 99"),
    { good: "Math.min(MOST, known", bad: "Math.max(MOST, known", wrong: "Math.min(100, known" },
    HARD,
  ),
  bug(
    "empty-line-stays",
    shop("cart", "takes out"),
    { good: "if (left > 0)", bad: "if (left >= 0)", wrong: "if (left !== 0)" },
    TOLD,
  ),
  bug(
    "last-day",
    shop("coupons", "takes off"),
    { good: "today > coupon.until", bad: "today >= coupon.until", wrong: "today < coupon.until" },
    EASY,
  ),
  bug(
    "least-passed",
    shop("coupons", "takes off"),
    {
      good: "if (subtotal < coupon.least)",
      bad: "if (subtotal < coupon.least * 2)",
      wrong: "if (subtotal <= coupon.least)",
    },
    NEVER,
  ),
  bug(
    "first-coupon",
    shop("coupons", "chooses the best"),
    {
      good: "if (own > most)",
      bad: "if (own >= most)",
      wrong: "if (own < most)",
    },
    HARD,
  ),
  bug(
    "limit-before-discount",
    shop("orders", "looks at the limit after the discount"),
    {
      good: "const shipping = subtotal - off >= FREE_FROM ? 0 : SHIPPING;",
      bad: "const shipping = subtotal >= FREE_FROM ? 0 : SHIPPING;",
      wrong: "const shipping = subtotal + off >= FREE_FROM ? 0 : SHIPPING;",
      narrow: "const shipping = SHIPPING;",
    },
    { mini: ["narrow"], full: ["right"] },
  ),
  bug(
    "same-number",
    shop("orders", "numbers orders"),
    { good: "this.#last += 1;", bad: "this.#last = 1;", wrong: "this.#last += 2;" },
    EASY,
  ),
  bug(
    "fewest-first",
    shop("report", "counts what was sold"),
    { good: "more - few ||", bad: "few - more ||", wrong: "more ||" },
    HARD,
  ),
];

const CHECKED: readonly Bug[] = [
  bug(
    "closed-accepts",
    checked("stock", "adds and takes"),
    { good: "if (this.closed) {", bad: "if (!this.items) {", wrong: "if (this.items.size > 0) {" },
    EASY,
  ),
  bug(
    "takes-too-many",
    checked("stock", "adds and takes"),
    { good: "if (known.count < count)", bad: "if (known.count <= count)", wrong: "if (known.count === count)" },
    EASY,
  ),
  bug(
    "loads-one",
    checked("stock", "loads"),
    {
      good: "stock.add(item.name, item.price, item.count);",
      bad: "stock.add(item.name, item.price, 1);",
      wrong: "return stock;",
    },
    HARD,
  ),
  bug(
    "trailing-dash",
    checked("words", "slugs"),
    { good: "made.slice(0, made.length - 1)", bad: "made.slice(0, made.length)", wrong: "made.slice(1, made.length)" },
    HARD,
  ),
  bug(
    "span-end",
    checked("words", "spans"),
    { good: "end: from + word.length", bad: "end: from + 1", wrong: "end: word.length" },
    EASY,
  ),
  bug(
    "wrap-last-line",
    checked("words", "wraps"),
    {
      good: "  lines.push(line);\n  return lines;",
      bad: "  return lines;",
      wrong: "  lines.push(text);\n  return lines;",
    },
    { mini: ["prose", "right"], full: ["right"] },
  ),
];

const PYTHON: readonly Bug[] = [
  bug(
    "py-discount",
    python("stock", "Stocks", "test_discount"),
    { good: "return price - cut", bad: "return cut", wrong: "return price + cut" },
    EASY,
  ),
  bug(
    "py-cheapest",
    python("stock", "Stocks", "test_cheapest"),
    {
      good: "if price >= limit and found is None:",
      bad: "if price >= limit:",
      wrong: "if price <= limit and found is None:",
    },
    HARD,
  ),
  bug(
    "py-stock-left",
    python("stock", "Stocks", "test_adds_and_takes"),
    { good: "(known[0], known[1] - count)", bad: "(known[0], count)", wrong: "(known[1], known[0] - count)" },
    TOLD,
  ),
  bug(
    "py-word-length",
    python("words", "Words", "test_counts"),
    { good: "if len(word) >= least:", bad: "if len(word) > least:", wrong: "if len(word) < least:" },
    EASY,
  ),
  bug(
    "py-spans",
    python("words", "Words", "test_spans"),
    { good: "while start >= 0:", bad: "while start > 1:", wrong: "if start >= 0:" },
    NEVER,
  ),
  bug(
    "py-slug-cut",
    python("words", "Words", "test_slug"),
    { good: "made = made[0:limit]", bad: "made = made[limit:]", wrong: "made = made[0 : limit - 2]" },
    HARD,
  ),
];

export const BUGS: readonly Bug[] = [...SHOP, ...CHECKED, ...PYTHON];
