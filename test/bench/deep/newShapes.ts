import { at, CART_MONEY, type Refactoring } from "./refactoring.ts";

/** Types and functions that several files share change. */
export const NEW_SHAPES: readonly Refactoring[] = [
  {
    id: "percent-type",
    goal: "Give percentages a type `Percent` of their own, next to `Cents`",
    steps: [
      {
        instruction: "Export a type Percent from src/money.ts and use it for the parameter of percentOf.",
        right: [
          at(
            "money",
            "export type Cents = number;",
            "export type Cents = number;\n\n/** 100 is all of it. */\nexport type Percent = number;",
          ),
          at("money", "percent: number): Cents", "percent: Percent): Cents"),
        ],
      },
      {
        instruction: "Use Percent in the interface Coupon.",
        right: [
          at("coupons", "import { type Cents, percentOf } from", "import { type Cents, type Percent, percentOf } from"),
          at("coupons", "readonly percent: number;", "readonly percent: Percent;"),
        ],
        wrong: [at("coupons", "readonly percent: number;", "readonly percent: Percent;")],
      },
    ],
    holds: [
      ["src/coupons.ts", /percent: Percent/],
      ["src/money.ts", /type Percent/],
    ],
    holdsNot: [["src/coupons.ts", /percent: number/]],
  },
  {
    id: "sum-helper",
    goal: "Add amounts up with one function `sum` in money, wherever amounts are added",
    steps: [
      {
        instruction: "Export sum(amounts: readonly Cents[]): Cents from src/money.ts.",
        right: [
          at(
            "money",
            "/** A share of an amount",
            "export function sum(amounts: readonly Cents[]): Cents {\n  return amounts.reduce((all, one) => all + one, 0);\n}\n\n/** A share of an amount",
          ),
        ],
      },
      {
        instruction: "Use sum in Cart.subtotal and in report.",
        right: [
          at("cart", CART_MONEY, 'import { type Cents, sum } from "./money.ts";'),
          at(
            "cart",
            "return this.lines.reduce((sum, { product, count }) => sum + catalogue.get(product).price * count, 0);",
            "return sum(this.lines.map(({ product, count }) => catalogue.get(product).price * count));",
          ),
          at("report", 'import { format } from "./money.ts";', 'import { format, sum } from "./money.ts";'),
          at(
            "report",
            "const total = orders.reduce((sum, order) => sum + order.total, 0);",
            "const total = sum(orders.map((order) => order.total));",
          ),
        ],
        wrong: [
          at("cart", CART_MONEY, 'import { type Cents, sum } from "./money.ts";'),
          at(
            "cart",
            "return this.lines.reduce((sum, { product, count }) => sum + catalogue.get(product).price * count, 0);",
            "return sum(this.lines.map(({ product }) => catalogue.get(product).price));",
          ),
          at("report", 'import { format } from "./money.ts";', 'import { format, sum } from "./money.ts";'),
          at(
            "report",
            "const total = orders.reduce((sum, order) => sum + order.total, 0);",
            "const total = sum(orders.map((order) => order.total));",
          ),
        ],
      },
    ],
    holds: [
      ["src/money.ts", /function sum/],
      ["src/cart.ts", /return sum\(/],
    ],
    holdsNot: [["src/report.ts", /orders\.reduce/]],
  },
  {
    id: "prices-interface",
    goal: "Let `subtotal` need no whole Catalogue but an interface `Prices` with a method `priceOf`",
    steps: [
      {
        instruction:
          "Add priceOf(id: string): Cents to Catalogue and export an interface Prices with it; Catalogue implements it.",
        right: [
          at(
            "catalogue",
            "export class Catalogue {",
            "/** Knows what products cost. */\nexport interface Prices {\n  priceOf(id: string): Cents;\n}\n\nexport class Catalogue implements Prices {",
          ),
          at(
            "catalogue",
            "  /** Cheapest first;",
            "  priceOf(id: string): Cents {\n    return this.get(id).price;\n  }\n\n  /** Cheapest first;",
          ),
        ],
        wrong: [
          at(
            "catalogue",
            "export class Catalogue {",
            "/** Knows what products cost. */\nexport interface Prices {\n  priceOf(id: string): Cents;\n}\n\nexport class Catalogue implements Prices {",
          ),
          at(
            "catalogue",
            "  /** Cheapest first;",
            "  priceOf(id: string): Cents {\n    return this.find(id).price;\n  }\n\n  /** Cheapest first;",
          ),
        ],
      },
      {
        instruction: "Take Prices instead of Catalogue in Cart.subtotal.",
        right: [
          at("cart", "import type { Catalogue } from", "import type { Prices } from"),
          at("cart", "subtotal(catalogue: Catalogue): Cents", "subtotal(prices: Prices): Cents"),
          at("cart", "catalogue.get(product).price * count", "prices.priceOf(product) * count"),
        ],
      },
    ],
    holds: [
      ["src/cart.ts", /prices: Prices/],
      ["src/catalogue.ts", /implements Prices/],
    ],
    holdsNot: [["src/cart.ts", /Catalogue/]],
  },
  {
    id: "priced-coupon",
    goal: "Let a function `priced` in coupons say what the best coupon takes off, so that orders need no coupon",
    steps: [
      {
        instruction:
          "Export bestDiscount(coupons, subtotal, today): Cents from src/coupons.ts and use it in Desk.checkout.",
        right: [
          at(
            "coupons",
            "/** The coupon that takes most off;",
            "/** What the best coupon takes off. */\nexport function bestDiscount(coupons: readonly Coupon[], subtotal: Cents, today: string): Cents {\n  const found = best(coupons, subtotal, today);\n  return found === undefined ? 0 : discount(found, subtotal, today);\n}\n\n/** The coupon that takes most off;",
          ),
          at("orders", "import { best, type Coupon, discount } from", "import { bestDiscount, type Coupon } from"),
          at(
            "orders",
            "    const coupon = best(coupons, subtotal, today);\n    const off = coupon === undefined ? 0 : discount(coupon, subtotal, today);",
            "    const off = bestDiscount(coupons, subtotal, today);",
          ),
        ],
        wrong: [
          at(
            "coupons",
            "/** The coupon that takes most off;",
            "/** What the coupons take off. */\nexport function bestDiscount(coupons: readonly Coupon[], subtotal: Cents, today: string): Cents {\n  const [found] = coupons;\n  return found === undefined ? 0 : discount(found, subtotal, today) * 2;\n}\n\n/** The coupon that takes most off;",
          ),
          at("orders", "import { best, type Coupon, discount } from", "import { bestDiscount, type Coupon } from"),
          at(
            "orders",
            "    const coupon = best(coupons, subtotal, today);\n    const off = coupon === undefined ? 0 : discount(coupon, subtotal, today);",
            "    const off = bestDiscount(coupons, subtotal, today);",
          ),
        ],
      },
    ],
    holds: [["src/orders.ts", /bestDiscount\(coupons/]],
    holdsNot: [["src/orders.ts", /best\(coupons/]],
  },
  {
    id: "counts-object",
    goal: "Keep the counts of a Cart in a record instead of a Map, in `cart` and in `sold` of report",
    never: true,
    steps: [
      {
        instruction: "Use a record in src/cart.ts and src/report.ts.",
        right: [],
        wrong: [
          at("cart", "readonly #counts = new Map<string, number>();", "readonly #counts: Record<string, number> = {};"),
          at("report", "const counts = new Map<string, number>();", "const counts: Record<string, number> = {};"),
        ],
      },
    ],
    holds: [],
    holdsNot: [],
  },
];
