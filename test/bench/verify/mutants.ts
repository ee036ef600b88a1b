/*
 * Seeded edits with a known outcome: wrong ones by the fault kinds of a published study of type checks, right ones that
 * keep what the code does. Each is one change of one line or two, as TypeScript or Python writes it.
 */

export type Language = "ts" | "py";

export interface Mutant {
  readonly kind: string;
  readonly right: boolean;
  readonly before: string;
  readonly after: string;
}

/** Rewrites the match of `pattern` at one place of a text; "" from `change` leaves this place out. */
interface Mutation {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly change: (groups: readonly string[]) => string;
}

const both = (ts: readonly Mutation[], py: readonly Mutation[]): Readonly<Record<Language, readonly Mutation[]>> => ({
  ts,
  py,
});
const at = (groups: readonly string[], index: number): string => groups[index] ?? "";
const swap: Readonly<Record<string, string>> = {
  "+": "-",
  "-": "+",
  "*": "+",
  "<": ">=",
  ">": "<=",
  ">=": "<",
  "===": "!==",
  "!==": "===",
  "==": "!=",
  is: "is not",
};

const COMMON: readonly Mutation[] = [
  { kind: "unknown member", pattern: /([a-z]\w*)\.([a-z]\w*)/g, change: (g) => `${at(g, 1)}.${at(g, 2)}Again` },
  { kind: "unknown identifier", pattern: /\breturn ([a-z]\w*)\b(?![.(])/g, change: (g) => `return ${at(g, 1)}Value` },
  {
    kind: "arguments swapped",
    pattern: /(\w)\(([a-z]\w*|"[^"]*"), ([a-z]\w*|0|"[^"]*")\)(?! *[:{])/g,
    change: (g) => `${at(g, 1)}(${at(g, 3)}, ${at(g, 2)})`,
  },
  {
    kind: "argument dropped",
    pattern: /(\w)\(((?:[^()]|\([^()]*\))+), ([a-z]\w*|0|None|"[^"]*")\)(?! *[:{])/g,
    change: (g) => `${at(g, 1)}(${at(g, 2)})`,
  },
  {
    kind: "number or boolean changed",
    pattern: /(?<![\w."])(\d+|true|false|True|False)(?![\w"])/g,
    change: (g) => literal(at(g, 1)),
  },
  { kind: "return without value", pattern: /\breturn [^;\n]+/g, change: () => "return" },
  { kind: "await dropped", pattern: /\bawait /g, change: () => "" },
  {
    kind: "operator changed",
    pattern: / (===|!==|==|>=|<|>|\+|-|\*|is) (?!not)/g,
    change: (g) => ` ${swap[at(g, 1)] ?? at(g, 1)} `,
  },
];

const WRONG = both(
  [
    ...COMMON,
    {
      kind: "condition negated",
      pattern: /\b(if|while) \((.+)\) \{/g,
      change: (g) => `${at(g, 1)} (!(${at(g, 2)})) {`,
    },
    { kind: "statement deleted", pattern: /^ +(?!return|const|let|throw|readonly)[a-z][^\n{]*;\n/gm, change: () => "" },
  ],
  [
    ...COMMON,
    { kind: "condition negated", pattern: /\b(if|while) (.+):$/gm, change: (g) => `${at(g, 1)} not (${at(g, 2)}):` },
    {
      kind: "statement deleted",
      pattern: /^( +)(?!return|raise|for|if|while)[a-z][^\n:]*\n/gm,
      change: (g) => `${at(g, 1)}pass\n`,
    },
  ],
);

const RIGHT = both(
  [
    {
      kind: "value named first",
      pattern: /^( +)return ([^;\n]+);/gm,
      change: (g) => `${at(g, 1)}const result = ${at(g, 2)};\n${at(g, 1)}return result;`,
    },
    { kind: "parentheses", pattern: /\breturn ([^;\n]+);/g, change: (g) => `return (${at(g, 1)});` },
    {
      kind: "comment",
      pattern: /^( +)(?=(?:const|let|if|for|return)\b)/gm,
      change: (g) => `${at(g, 1)}// As before.\n${at(g, 1)}`,
    },
    { kind: "line break", pattern: /\((\w+), (\w+)\)(?! *[:{])/g, change: (g) => `(\n${at(g, 1)},\n${at(g, 2)},\n)` },
    { kind: "twice negated", pattern: /\bif \((.+)\) \{/g, change: (g) => `if (!!(${at(g, 1)})) {` },
  ],
  [
    {
      kind: "value named first",
      pattern: /^( +)return ([^\n]+)$/gm,
      change: (g) => `${at(g, 1)}result = ${at(g, 2)}\n${at(g, 1)}return result`,
    },
    { kind: "parentheses", pattern: /\breturn ([^\n]+)$/gm, change: (g) => `return (${at(g, 1)})` },
    {
      kind: "comment",
      pattern: /^( +)(?=(?:if|for|return|while)\b)/gm,
      change: (g) => `${at(g, 1)}# As before.\n${at(g, 1)}`,
    },
    {
      kind: "line break",
      pattern: /\((\w+), (\w+)\)(?! *:)/g,
      change: (g) => `(\n        ${at(g, 1)},\n        ${at(g, 2)},\n    )`,
    },
    { kind: "twice negated", pattern: /\bif (.+):$/gm, change: (g) => `if not not (${at(g, 1)}):` },
  ],
);

/** Every place of `text` where a mutation changes something, grouped by kind. */
export function mutantsOf(text: string, language: Language, right: boolean): readonly Mutant[] {
  return (right ? RIGHT : WRONG)[language].flatMap(({ kind, pattern, change }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const changed = change([...match]);
      const after = text.slice(0, match.index) + changed + text.slice(match.index + match[0].length);
      return changed === match[0] ? [] : [{ kind, right, before: text, after }];
    }),
  );
}

/** As many of each kind as asked for, drawn by `random`; kinds with fewer places give what they have. */
export function drawEach(all: readonly Mutant[], each: number, random: () => number): readonly Mutant[] {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const own = all.filter((mutant) => mutant.kind === kind);
    return own
      .map((mutant) => ({ mutant, place: random() }))
      .toSorted((a, b) => a.place - b.place)
      .slice(0, each)
      .map(({ mutant }) => mutant);
  });
}

function literal(value: string): string {
  const opposite: Readonly<Record<string, string>> = { true: "false", false: "true", True: "False", False: "True" };
  return opposite[value] ?? String(Number(value) + 1);
}
