/** Traces as runtimes, test runners and loggers write them; made up for this project. */
export interface TraceCase {
  readonly name: string;
  readonly text: string;
  /** Error of the trace that matters most. */
  readonly error: string;
  /** `file:line symbol` of its frames, innermost first. */
  readonly frames: readonly string[];
}

const ESC = "\u001b";

export const TRACE_CASES: readonly TraceCase[] = [
  {
    name: "Node, with files as addresses and async calls",
    text: [
      "file:///srv/shelf/src/money.ts:21",
      "  throw new RangeError('no parts');",
      "        ^",
      "",
      "RangeError: no parts",
      "    at split (file:///srv/shelf/src/money.ts:21:9)",
      "    at Cart.total (file:///srv/shelf/src/cart.ts:8:12)",
      "    at async run (file:///srv/shelf/src/index.ts:4:3)",
      "    at new Store (/srv/shelf/src/store.ts:3:1)",
      "    at node:internal/main/run_main_module:33:47",
      "",
      "Node.js v24.1.0",
    ].join("\n"),
    error: "RangeError: no parts",
    frames: [
      "file:///srv/shelf/src/money.ts:21 split",
      "file:///srv/shelf/src/cart.ts:8 Cart.total",
      "file:///srv/shelf/src/index.ts:4 run",
      "/srv/shelf/src/store.ts:3 Store",
      "node:internal/main/run_main_module:33 ",
    ],
  },
  {
    name: "Node on Windows, coloured",
    text: `${ESC}[31mTypeError: Cannot read properties of undefined (reading 'value')${ESC}[39m\r\n    at Store.get (C:\\Users\\a b\\shelf\\src\\store.ts:34:30)\r\n${ESC}[90m    at Module._compile (node:internal/modules/cjs/loader:1554:14)${ESC}[39m\r\n`,
    error: "TypeError: Cannot read properties of undefined (reading 'value')",
    frames: [
      "C:\\Users\\a b\\shelf\\src\\store.ts:34 Store.get",
      "node:internal/modules/cjs/loader:1554 Module._compile",
    ],
  },
  {
    name: "Node, with a cause",
    text: [
      "Error: could not load",
      "    at load (/srv/shelf/src/report.ts:10:11)",
      "    ... 4 lines matching cause stack trace ...",
      "    at main (/srv/shelf/src/index.ts:2:3) {",
      "  [cause]: TypeError: no rows",
      "      at rows (/srv/shelf/src/report.ts:4:7)",
      "}",
    ].join("\n"),
    error: "[cause]: TypeError: no rows",
    frames: ["/srv/shelf/src/report.ts:4 rows"],
  },
  {
    name: "a container's log, other programs in between",
    text: [
      "web_1  | 2026-11-20T10:00:01Z ERROR request failed",
      "web_1  | TypeError: total is not a function",
      "web_1  |     at Cart.total (/app/src/cart.ts:8:12)",
      "db_1   | checkpoint starting: time",
      "db_1   | checkpoint complete",
      "web_1  |     at handle (/app/src/index.ts:12:5)",
    ].join("\n"),
    error: "TypeError: total is not a function",
    frames: ["/app/src/cart.ts:8 Cart.total", "/app/src/index.ts:12 handle"],
  },
  {
    name: "Python, innermost last, with the code and marks",
    text: [
      "Traceback (most recent call last):",
      '  File "/srv/shelf/py/main.py", line 4, in <module>',
      "    print(mean_price([]))",
      "          ~~~~~~~~~~^^^^",
      '  File "/srv/shelf/py/pricing.py", line 26, in mean_price',
      "    return round(total / len(prices))",
      "                 ~~~~~~^~~~~~~~~~~~~",
      "ZeroDivisionError: division by zero",
    ].join("\n"),
    error: "ZeroDivisionError: division by zero",
    frames: ["/srv/shelf/py/pricing.py:26 mean_price", "/srv/shelf/py/main.py:4 "],
  },
  {
    name: "Python, one failure while another was handled",
    text: [
      "Traceback (most recent call last):",
      '  File "a.py", line 2, in load',
      "KeyError: 'x'",
      "",
      "During handling of the above exception, another exception occurred:",
      "",
      "Traceback (most recent call last):",
      '  File "b.py", line 5, in main',
      "shop.errors.LoadError: no x",
    ].join("\n"),
    error: "shop.errors.LoadError: no x",
    frames: ["b.py:5 main"],
  },
  {
    name: "a browser's stack, Firefox and Safari",
    text: "split@http://localhost:5173/src/money.ts?t=17:21:9\ntotal@http://localhost:5173/src/cart.ts:8:12\n@http://localhost:5173/src/main.ts:1:1",
    error: "",
    frames: [
      "http://localhost:5173/src/money.ts?t=17:21 split",
      "http://localhost:5173/src/cart.ts:8 total",
      "http://localhost:5173/src/main.ts:1 ",
    ],
  },
  {
    name: "a browser's stack, Chrome with a bundler's names",
    text: "Uncaught TypeError: x is undefined\n    at split (webpack-internal:///(app-pages-browser)/./src/money.ts:21:9)\n    at <anonymous>:1:1",
    error: "Uncaught TypeError: x is undefined",
    frames: ["webpack-internal:///(app-pages-browser)/./src/money.ts:21 split"],
  },
  {
    name: "Java, the root cause last",
    text: [
      'Exception in thread "main" java.lang.IllegalStateException: cart',
      "\tat com.acme.shop.Main.main(Main.java:9)",
      "Caused by: java.lang.NullPointerException: price",
      "\tat com.acme.shop.Cart$Line.total(Cart.java:42)",
      "\tat app//com.acme.shop.Cart.sum(Cart.java:30)",
      "\tat java.base/java.util.ArrayList.forEach(ArrayList.java:1511)",
      "\t... 1 more",
    ].join("\n"),
    error: "Caused by: java.lang.NullPointerException: price",
    frames: [
      "com/acme/shop/Cart.java:42 com.acme.shop.Cart$Line.total",
      "com/acme/shop/Cart.java:30 com.acme.shop.Cart.sum",
      "java/util/ArrayList.java:1511 java.util.ArrayList.forEach",
    ],
  },
  {
    name: "Go, the function above its place",
    text: [
      "panic: runtime error: index out of range [3] with length 3",
      "",
      "goroutine 1 [running]:",
      "shelf/money.(*Cart).Split(0xc000012120, 0x3)",
      "\t/home/ci/shelf/money/money.go:21 +0x1d",
      "main.main()",
      "\t/home/ci/shelf/main.go:7 +0x25",
      "exit status 2",
    ].join("\n"),
    error: "panic: runtime error: index out of range [3] with length 3",
    frames: ["/home/ci/shelf/money/money.go:21 shelf/money.(*Cart).Split", "/home/ci/shelf/main.go:7 main.main"],
  },
  {
    name: "C#",
    text: "System.NullReferenceException: Object reference not set.\n   at Shop.Cart.Total(Int32 count) in C:\\src\\Shop\\Cart.cs:line 42",
    error: "System.NullReferenceException: Object reference not set.",
    frames: ["C:\\src\\Shop\\Cart.cs:42 Shop.Cart.Total"],
  },
  {
    name: "Ruby",
    text: "app/money.rb:21:in 'Money.split': no parts (ArgumentError)",
    error: "",
    frames: ["app/money.rb:21 Money.split"],
  },
  {
    name: "Rust",
    text: "thread 'main' panicked at src/money.rs:21:9:\nindex out of bounds",
    error: "",
    frames: ["src/money.rs:21 "],
  },
  {
    name: "a type checker",
    text: "src/money.ts:21:9 - error TS2339: Property 'x' does not exist on type 'Cents'.",
    error: "src/money.ts:21:9 - error TS2339: Property 'x' does not exist on type 'Cents'.",
    frames: ["src/money.ts:21 "],
  },
  {
    name: "pytest's short form",
    text: "py/test_pricing.py:14: AssertionError",
    error: "AssertionError",
    frames: ["py/test_pricing.py:14 "],
  },
  {
    name: "pytest's calls below the error",
    text: "tests/test_pricing.py:15: \n_ _ _ _ _ _\n\n    def discount(pieces, tiers):\n>           raise ValueError('no tiers')\nE           ValueError: no tiers\n\nshelf/pricing.py:3: ValueError",
    error: "ValueError: no tiers",
    frames: ["shelf/pricing.py:3 "],
  },
  {
    name: "Vitest, with the code between its frames",
    text: [
      " FAIL  tests/money.test.ts > split > throws",
      "RangeError: no parts",
      " ❯ split src/money.ts:2:24",
      "      1| export function split(total: number, parts: number): number[] {",
      '      2|   if (parts < 1) throw new RangeError("no parts");',
      "       |                        ^",
      "      3|   const rest = total % parts;",
      " ❯ tests/money.test.ts:12:12",
    ].join("\n"),
    error: "RangeError: no parts",
    frames: ["src/money.ts:2 split", "tests/money.test.ts:12 "],
  },
];
