/** Lines of a file, and those in their place. */
interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** A step as a plan names it; what a model would write has its changes. */
export type KnownStep =
  | { readonly do: "rename"; readonly file: string; readonly symbol: string; readonly to: string }
  | {
      readonly do: "edit";
      readonly files: readonly string[];
      readonly instruction: string;
      readonly changes: readonly Change[];
    };

/** A refactoring across files of the sample that the demo knows how to plan and to write. */
export interface KnownRefactoring {
  /** As a user may ask for it. */
  readonly goal: string;
  /** Each must occur in what is asked for. */
  readonly words: readonly RegExp[];
  /** Code that has to be shown; without it the project is another one. */
  readonly shows: string;
  readonly summary: string;
  readonly steps: readonly KnownStep[];
}

const SIGN: KnownRefactoring = {
  goal: "let formatAmount take the currency sign",
  words: [/\bformatAmount\b/, /\bcurrency\b/i],
  shows: "function formatAmount(cents: Cents)",
  summary: "The sign becomes a parameter, and the callers pass it.",
  steps: [
    {
      do: "edit",
      files: ["src/money.ts"],
      instruction: 'formatAmount takes the currency sign as its second parameter, "$" if absent.',
      changes: [
        {
          file: "src/money.ts",
          before: "export function formatAmount(cents: Cents): string {",
          after: 'export function formatAmount(cents: Cents, symbol = "$"): string {',
        },
        {
          file: "src/money.ts",
          before: "  return `${sign}$${whole}.${rest}`;",
          after: "  return `${sign}${symbol}${whole}.${rest}`;",
        },
      ],
    },
    {
      do: "edit",
      files: ["src/cart.ts", "src/report.ts"],
      instruction: 'Pass "€" to every call of formatAmount.',
      changes: [
        {
          file: "src/cart.ts",
          before: "formatAmount(item.price * item.count)",
          after: 'formatAmount(item.price * item.count, "€")',
        },
        { file: "src/cart.ts", before: "formatAmount(total(items))", after: 'formatAmount(total(items), "€")' },
        { file: "src/report.ts", before: "formatAmount(row.price)", after: 'formatAmount(row.price, "€")' },
      ],
    },
    {
      do: "edit",
      files: ["src/index.ts"],
      instruction: "Say in a comment that prices are in euros.",
      changes: [
        {
          file: "src/index.ts",
          before: "console.log(report([lamp, chair]));",
          after: "// Prices are in euros.\nconsole.log(report([lamp, chair]));",
        },
      ],
    },
  ],
};

const TEST_FILE = "tests/store.test.mjs";

const ASYNC: KnownRefactoring = {
  goal: "rename Entry to Node, and make the store async",
  words: [/\bEntry\b/, /\bNode\b/, /\basync\b/i],
  shows: "interface Entry<V>",
  summary: "The editor renames the type; then get() and set() become async, and whoever calls them waits.",
  steps: [
    { do: "rename", file: "src/store.ts", symbol: "Entry", to: "Node" },
    {
      do: "edit",
      files: ["src/store.ts"],
      instruction: "get() and set() become async: they give Promise<V | undefined> and Promise<void>.",
      changes: [
        {
          file: "src/store.ts",
          before: "  get(key: string): V | undefined {",
          after: "  async get(key: string): Promise<V | undefined> {",
        },
        {
          file: "src/store.ts",
          before: "  set(key: string, value: V): void {",
          after: "  async set(key: string, value: V): Promise<void> {",
        },
      ],
    },
    {
      do: "edit",
      files: ["src/index.ts"],
      instruction: "Wait for cache.get() and cache.set().",
      changes: [
        {
          file: "src/index.ts",
          before: "  const known = cache.get(name);",
          after: "  const known = await cache.get(name);",
        },
        { file: "src/index.ts", before: "  cache.set(name, loaded);", after: "  await cache.set(name, loaded);" },
      ],
    },
    {
      do: "edit",
      files: [TEST_FILE],
      instruction: "Make the tests async, and wait for store.get() and store.set().",
      changes: [
        {
          file: TEST_FILE,
          before:
            'test("keeps what was set", () => {\n  const store = new Store(2);\n  store.set("a", 1);\n  assert.equal(store.get("a"), 1);',
          after:
            'test("keeps what was set", async () => {\n  const store = new Store(2);\n  await store.set("a", 1);\n  assert.equal(await store.get("a"), 1);',
        },
        {
          file: TEST_FILE,
          before:
            'test("has nothing for a key it does not know", () => {\n  assert.equal(new Store(2).get("a"), undefined);',
          after:
            'test("has nothing for a key it does not know", async () => {\n  assert.equal(await new Store(2).get("a"), undefined);',
        },
        {
          file: TEST_FILE,
          before:
            'test("drops the value that was used longest ago", () => {\n  const store = new Store(2);\n  store.set("a", 1);\n  store.set("b", 2);\n  store.get("a");\n  store.set("c", 3);',
          after:
            'test("drops the value that was used longest ago", async () => {\n  const store = new Store(2);\n  await store.set("a", 1);\n  await store.set("b", 2);\n  await store.get("a");\n  await store.set("c", 3);',
        },
        {
          file: TEST_FILE,
          before:
            'test("keeps pinned values", () => {\n  const store = new Store(1);\n  store.set("a", 1);\n  store.pin("a");\n  store.set("b", 2);',
          after:
            'test("keeps pinned values", async () => {\n  const store = new Store(1);\n  await store.set("a", 1);\n  store.pin("a");\n  await store.set("b", 2);',
        },
      ],
    },
  ],
};

export const KNOWN_REFACTORINGS: readonly KnownRefactoring[] = [SIGN, ASYNC];
