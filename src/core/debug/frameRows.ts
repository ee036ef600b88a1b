/** A place that a stack trace or a compiler names, as it was written there. */
export interface Frame {
  /** Path or address, on whatever computer it was; `\` and schemes as they stood. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based; absent where none was written. */
  readonly column?: number;
  /** Function, method or class around the place; "" where none was written. */
  readonly symbol: string;
}

export interface FrameRow {
  /** Groups `file` and `line`, maybe `column` and `symbol`. Bounded, so that no line takes long. */
  readonly pattern: RegExp;
  /** The innermost call stands last, as Python writes it. */
  readonly lastIsInner?: true;
  /** The symbol stands on the line before. */
  readonly symbolBefore?: RegExp;
  /** A compiler's message: a place of its own, not a call in a chain. */
  readonly single?: true;
  /** The file is named without its folder, which the symbol's package tells. */
  readonly folderFrom?: "symbol";
}

const PLACE = String.raw`:(?<line>\d{1,7})`;

/** How the runtimes write a frame; the first row that fits a line counts. */
export const FRAME_ROWS: readonly FrameRow[] = [
  // Python: `File "/srv/app/pricing.py", line 12, in discount`; also IPython's and SyntaxError's form without a name.
  {
    pattern: /\bFile "(?<file>[^"\n]{1,400})", line (?<line>\d{1,7})(?:, in (?<symbol>[^\n]{1,200}))?/,
    lastIsInner: true,
  },
  // Java, Kotlin, Scala: `at com.acme.Cart.total(Cart.java:42)`, with an optional loader or module before.
  {
    pattern:
      /\bat (?:[\w.@-]{0,100}\/{1,2}){0,2}(?<symbol>[\w$.<>]{1,300})\((?<file>[\w$-]{1,200}\.(?:java|kt|scala|groovy)):(?<line>\d{1,7})\)/,
    folderFrom: "symbol",
  },
  // .NET: `at Shop.Cart.Total() in C:\src\Cart.cs:line 42`.
  { pattern: /\bat (?<symbol>[^\n(]{1,200})\([^\n)]{0,300}\) in (?<file>[^\n]{1,400}?):line (?<line>\d{1,7})/ },
  // V8: `at split (file:///srv/money.ts:21:9)`, `at async run (…)`, `at /srv/money.js:3:1`; Rust's backtraces alike.
  {
    pattern: new RegExp(
      String.raw`(?:^|[\s|\]>])at (?:(?:async |new )?(?<symbol>[^\n()]{1,200}?)(?: \[as [^\]\n]{1,80}\])? \()?(?:async )?(?<file>[^\s(][^\n]{0,400}?)${PLACE}(?::(?<column>\d{1,9}))?\)?[,;]?\s{0,20}$`,
    ),
  },
  // Vitest: ` ❯ split src/money.ts:21:9`, in a test itself without the function.
  {
    pattern: new RegExp(
      String.raw`^\s{0,20}❯ (?:(?<symbol>[^\n]{1,200}) )?(?<file>[^\s❯]{1,400}?)${PLACE}:(?<column>\d{1,9})\s{0,20}$`,
    ),
  },
  // Firefox and Safari: `split@https://host/assets/money.js:21:9`.
  {
    pattern: new RegExp(
      String.raw`(?:^|\s)(?<symbol>[^\s@]{0,200})@(?<file>[^\s@]{1,400}?)${PLACE}:(?<column>\d{1,9})\s{0,20}$`,
    ),
  },
  // Go: the function, and below it `\t/srv/money.go:21 +0x1d`.
  {
    pattern: new RegExp(
      String.raw`^\s{1,20}(?<file>[^\s:]{0,2}:?[^\s:]{1,400}\.go)${PLACE}(?: \+0x[0-9a-f]{1,16})?\s{0,20}$`,
    ),
    symbolBefore: /^(?:created by )?(?<symbol>[^\s(]{1,200}(?:\(\*?\w{1,80}\)\.\w{1,80})?)/,
  },
  // Ruby: `app/money.rb:21:in 'split'`, with a backtick before Ruby 3.4.
  { pattern: /(?<file>[^\s:'"`]{1,400}\.rb):(?<line>\d{1,7}):in [`'](?<symbol>[^'\n]{1,200})'/ },
  // PHP: `#0 /srv/money.php(21): split(100, 3)`.
  { pattern: /#\d{1,4} (?<file>[^\s(]{1,400}\.php)\((?<line>\d{1,7})\): (?<symbol>[^\n(]{1,200})/ },
  // Rust: `thread 'main' panicked at src/money.rs:21:9:`, and rustc's ` --> src/money.rs:21:9`.
  { pattern: /(?:panicked at|-->) (?<file>[^\s:'"]{1,400}\.rs):(?<line>\d{1,7}):(?<column>\d{1,9})/ },
  // pytest's short form `py/pricing.py:12: AssertionError`, for outer calls without an error; Go's tests
  // `    money_test.go:12: message`.
  {
    pattern:
      /^\s{0,20}(?<file>[^\s:"'()]{1,400}(?:\.py|_test\.go)):(?<line>\d{1,7}):(?: (?:in (?<symbol>\S{1,200})|\S)|\s{0,20}$)/,
    single: true,
  },
  // Compilers and linters: `src/money.ts:21:9 - error`, `src/money.ts(21,9): error`, `money.c:21:9: error:`.
  {
    pattern: /^\s{0,20}(?<file>[^\s:"'()]{1,400}\.\w{1,6})(?::(?<line>\d{1,7}):(?<column>\d{1,9}))(?:$|\s*[:\-–]|\s)/,
    single: true,
  },
  {
    pattern: /^\s{0,20}(?<file>[^\s"'()]{1,400}\.\w{1,6})\((?<line>\d{1,7}),(?<column>\d{1,9})\):/,
    single: true,
  },
];
