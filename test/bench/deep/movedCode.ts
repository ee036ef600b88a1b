import { at, CART_MONEY, made, type Refactoring } from "./refactoring.ts";

const CART_LINE = "export interface Line {\n  readonly product: string;\n  readonly count: number;\n}";

/** Code goes into files of its own. */
export const MOVED_CODE: readonly Refactoring[] = [
  {
    id: "limits-file",
    goal: "Move the limits MOST, FREE_FROM and SHIPPING into a module `limits`",
    steps: [
      {
        instruction: "Make src/limits.ts with MOST, FREE_FROM and SHIPPING, exported, and import them where they were.",
        right: [
          made("limits", "export const MOST = 99;\nexport const FREE_FROM = 5000;\nexport const SHIPPING = 490;"),
          at("cart", `${CART_MONEY}\n`, `import { MOST } from "./limits.ts";\n${CART_MONEY}\n`),
          at("cart", "const MOST = 99;\n\n", ""),
          at(
            "orders",
            'import type { Cents } from "./money.ts";',
            'import { FREE_FROM, SHIPPING } from "./limits.ts";\nimport type { Cents } from "./money.ts";',
          ),
          at("orders", "const FREE_FROM: Cents = 5000;\nconst SHIPPING: Cents = 490;\n\n", ""),
        ],
      },
    ],
    holds: [["src/limits.ts", /SHIPPING = 490/]],
    holdsNot: [
      ["src/cart.ts", /const MOST/],
      ["src/orders.ts", /const FREE_FROM/],
    ],
  },
  {
    id: "line-file",
    goal: "Move the interface `Line` into a file of its own",
    steps: [
      {
        instruction: "Make src/line.ts with the interface Line and import it in src/cart.ts and src/orders.ts.",
        right: [
          made("line", CART_LINE),
          at("cart", `${CART_MONEY}\n\n${CART_LINE}\n`, `import type { Line } from "./line.ts";\n${CART_MONEY}\n`),
          at(
            "orders",
            'import type { Cart, Line } from "./cart.ts";',
            'import type { Cart } from "./cart.ts";\nimport type { Line } from "./line.ts";',
          ),
        ],
        wrong: [
          made("line", CART_LINE),
          at("cart", `${CART_MONEY}\n\n${CART_LINE}\n`, `${CART_MONEY}\n`),
          at(
            "orders",
            'import type { Cart, Line } from "./cart.ts";',
            'import type { Cart } from "./cart.ts";\nimport type { Line } from "./line.ts";',
          ),
        ],
      },
    ],
    holds: [
      ["src/line.ts", /interface Line/],
      ["src/orders.ts", /from "\.\/line\.ts"/],
    ],
    holdsNot: [["src/cart.ts", /interface Line/]],
  },
  {
    id: "day-module",
    goal: "Give days a type `Day` and a function `isAfter` in a module `day`; coupons and orders use them",
    steps: [
      {
        instruction: "Make src/day.ts with the type Day (as in 2025-03-31) and isAfter(one: Day, other: Day): boolean.",
        right: [
          made(
            "day",
            "/** As in 2025-03-31. */\nexport type Day = string;\n\nexport function isAfter(one: Day, other: Day): boolean {\n  return one > other;\n}",
          ),
        ],
      },
      {
        instruction: "Use Day and isAfter in src/coupons.ts, and Day in src/orders.ts.",
        right: [
          at("coupons", "import { type Cents", 'import { type Day, isAfter } from "./day.ts";\nimport { type Cents'),
          at("coupons", "readonly until: string;", "readonly until: Day;"),
          at("coupons", "subtotal: Cents, today: string): Cents {", "subtotal: Cents, today: Day): Cents {"),
          at("coupons", "if (today > coupon.until)", "if (isAfter(today, coupon.until))"),
          at("coupons", "subtotal: Cents, today: string): Coupon", "subtotal: Cents, today: Day): Coupon"),
          at(
            "orders",
            'import type { Cents } from "./money.ts";',
            'import type { Day } from "./day.ts";\nimport type { Cents } from "./money.ts";',
          ),
          at("orders", "today: string): Order", "today: Day): Order"),
        ],
      },
    ],
    holds: [
      ["src/coupons.ts", /isAfter\(today/],
      ["src/orders.ts", /today: Day/],
    ],
    holdsNot: [["src/coupons.ts", /today: string/]],
  },
  {
    id: "errors-module",
    goal: "Throw errors of classes `NotFound` and `EmptyCart` of a module `errors`; the messages stay",
    steps: [
      {
        instruction:
          "Make src/errors.ts with the classes NotFound and EmptyCart, both of them errors with the message of today.",
        right: [
          made(
            "errors",
            'export class NotFound extends Error {\n  constructor(id: string) {\n    super(`no product ${id}`);\n  }\n}\n\nexport class EmptyCart extends Error {\n  constructor() {\n    super("the cart is empty");\n  }\n}',
          ),
        ],
      },
      {
        instruction: "Throw them in src/catalogue.ts and src/orders.ts.",
        right: [
          at("catalogue", CART_MONEY, `import { NotFound } from "./errors.ts";\n${CART_MONEY}`),
          at("catalogue", "throw new Error(`no product ${id}`);", "throw new NotFound(id);"),
          at("orders", CART_MONEY, `import { EmptyCart } from "./errors.ts";\n${CART_MONEY}`),
          at("orders", 'throw new Error("the cart is empty");', "throw new EmptyCart();"),
        ],
        wrong: [
          at("catalogue", CART_MONEY, `import { NotFound } from "./errors.ts";\n${CART_MONEY}`),
          at("catalogue", "throw new Error(`no product ${id}`);", "throw new NotFound();"),
          at("orders", CART_MONEY, `import { EmptyCart } from "./errors.ts";\n${CART_MONEY}`),
          at("orders", 'throw new Error("the cart is empty");', "throw new EmptyCart();"),
        ],
      },
    ],
    holds: [
      ["src/catalogue.ts", /new NotFound\(id\)/],
      ["src/orders.ts", /new EmptyCart/],
    ],
    holdsNot: [["src/orders.ts", /new Error/]],
  },
  {
    id: "report-lines",
    goal: "Take what makes the lines of a report into a module `soldLines` and let `report` only join them",
    steps: [
      {
        instruction: "Make src/soldLines.ts with soldLines(orders, catalogue): string[] and use it in report.",
        right: [
          made(
            "soldLines",
            'import type { Catalogue } from "./catalogue.ts";\nimport type { Order } from "./orders.ts";\nimport { sold } from "./report.ts";\n\nexport function soldLines(orders: readonly Order[], catalogue: Catalogue): string[] {\n  return sold(orders).map(([id, count]) => `${catalogue.get(id).name}: ${count}`);\n}',
          ),
          at(
            "report",
            'import type { Order } from "./orders.ts";',
            'import type { Order } from "./orders.ts";\nimport { soldLines } from "./soldLines.ts";',
          ),
          at(
            "report",
            "const lines = sold(orders).map(([id, count]) => `${catalogue.get(id).name}: ${count}`);",
            "const lines = soldLines(orders, catalogue);",
          ),
        ],
      },
    ],
    holds: [
      ["src/report.ts", /soldLines\(orders, catalogue\)/],
      ["src/soldLines.ts", /function soldLines/],
    ],
    holdsNot: [["src/report.ts", /catalogue\.get/]],
  },
];
