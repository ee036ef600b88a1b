/** What a declaration is, in the words of people. */
export type DeclarationKind = "function" | "method" | "class" | "interface" | "type" | "enum" | "struct" | "trait";

export interface DeclarationPattern {
  readonly kind: DeclarationKind;
  /**
   * Matches one line of masked code, sticky at its start. Groups: `name`, and `exported` where the language marks it.
   */
  readonly pattern: RegExp;
}

/** What the demo's script knows of a language: enough to find its parts, far from enough to understand it. */
export interface Language {
  readonly name: string;
  /** VS Code's language ids and the usual words behind code fences. */
  readonly ids: readonly string[];
  readonly blocks: "braces" | "indentation";
  /** Comments and strings, one alternative each, as a sticky expression: the whole token. */
  readonly comment: RegExp;
  readonly string: RegExp;
  /** The language has template strings with code inside and regular expression literals. */
  readonly scripted: boolean;
  readonly declarations: readonly DeclarationPattern[];
  /** On unmasked code; group 1 is what is imported. */
  readonly imports: RegExp;
  /** How a name shows that it may be used from outside, where no word does. */
  readonly exportedName?: RegExp;
  readonly branches: RegExp;
  readonly loops: RegExp;
}

const C_COMMENT = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y;
const QUOTED = /"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'/y;
/** A single quote opens a character, or a lifetime or a label, which has no second quote. */
const QUOTED_CHARS = /"(?:\\[^]|[^"\\])*"|'(?:\\[^'\n]{1,10}|[^'\\\n])'/y;
const TYPE_PARAMETERS = String.raw`(?:<[^(){}]{0,200}>)?`;

const SCRIPT: Omit<Language, "name" | "ids"> = {
  blocks: "braces",
  comment: C_COMMENT,
  string: QUOTED,
  scripted: true,
  declarations: [
    {
      kind: "function",
      pattern:
        /[ \t]*(?<exported>export\s+)?(?:default\s+)?(?:declare\s+)?(?:async\s+)?function\b\s*\*?\s*(?<name>[\w$]+)/y,
    },
    {
      kind: "function",
      pattern:
        /[ \t]*(?<exported>export\s+)?(?:const|let|var)\s+(?<name>[\w$]+)\s*(?::[^=\n]{1,200})?=\s*(?:async\s+)?(?:function\b|(?:\([^\n]{0,300}\)|[\w$]+)\s*(?::[^=\n]{1,200})?=>)/y,
    },
    {
      kind: "class",
      pattern: /[ \t]*(?<exported>export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?class\s+(?<name>[\w$]+)/y,
    },
    { kind: "interface", pattern: /[ \t]*(?<exported>export\s+)?(?:declare\s+)?interface\s+(?<name>[\w$]+)/y },
    {
      kind: "type",
      pattern: /[ \t]*(?<exported>export\s+)?(?:declare\s+)?type\s+(?<name>[\w$]+)\s*(?:<[^\n]{0,200}>)?\s*=/y,
    },
    { kind: "enum", pattern: /[ \t]*(?<exported>export\s+)?(?:declare\s+)?(?:const\s+)?enum\s+(?<name>[\w$]+)/y },
    {
      kind: "method",
      pattern: new RegExp(
        String.raw`[ \t]+(?:(?:public|private|protected|static|abstract|override|readonly|async|get|set)\s+)*\*?` +
          String.raw`(?!(?:if|for|while|switch|catch|with|return|function|await|throw|new|super|typeof)\b)` +
          String.raw`(?<name>#?[\w$]+)\s*${TYPE_PARAMETERS}\([^;{}\n]*\)?\s*(?::[^=;\n]{1,200})?(?:\{[^\n]*|,)?$`,
        "my",
      ),
    },
  ],
  imports: /^[ \t]*(?:import\b[^"'\n]*["']([^"'\n]+)["']|(?:const|let|var)[^=\n]+=\s*require\(\s*["']([^"'\n]+)["'])/gm,
  branches: /\b(?:if|case)\b|(?<!\?)\?(?![.?:),])/g,
  loops: /\b(?:for|while|do)\b(?!\s*:)/g,
};

const GENERIC_FUNCTION = /(?:[\w:*&<>,[\]]+[ \t]+){1,6}\*?(?<name>[\w:~]+)\s*\([^;{}\n]*\)?[^;\n]*$/my;

export const LANGUAGES: readonly Language[] = [
  { name: "TypeScript", ids: ["typescript", "typescriptreact", "ts", "tsx", "mts", "cts"], ...SCRIPT },
  { name: "JavaScript", ids: ["javascript", "javascriptreact", "js", "jsx", "mjs", "cjs"], ...SCRIPT },
  {
    name: "Python",
    ids: ["python", "py"],
    blocks: "indentation",
    comment: /#[^\n]*/y,
    string: /"""(?:\\[^]|[^\\])*?(?:"""|$)|'''(?:\\[^]|[^\\])*?(?:'''|$)|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'/y,
    scripted: false,
    declarations: [
      { kind: "function", pattern: /(?:async[ \t]+)?def[ \t]+(?<name>\w+)/y },
      { kind: "method", pattern: /[ \t]+(?:async[ \t]+)?def[ \t]+(?<name>\w+)/y },
      { kind: "class", pattern: /[ \t]*class[ \t]+(?<name>\w+)/y },
    ],
    imports: /^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import|import[ \t]+([\w.]+))/gm,
    exportedName: /^[^_]/,
    branches: /\b(?:if|elif|case)\b/g,
    loops: /\b(?:for|while)\b/g,
  },
  {
    name: "Go",
    ids: ["go"],
    blocks: "braces",
    comment: C_COMMENT,
    string: /"(?:\\[^]|[^"\\\n])*"|`[^`]*`|'(?:\\[^'\n]{1,10}|[^'\\\n])'/y,
    scripted: false,
    declarations: [
      { kind: "method", pattern: /func[ \t]+\([^)\n]*\)[ \t]*(?<name>\w+)/y },
      { kind: "function", pattern: /func[ \t]+(?<name>\w+)/y },
      { kind: "struct", pattern: /type[ \t]+(?<name>\w+)(?:\[[^\]\n]*\])?[ \t]+struct\b/y },
      { kind: "interface", pattern: /type[ \t]+(?<name>\w+)(?:\[[^\]\n]*\])?[ \t]+interface\b/y },
      { kind: "type", pattern: /type[ \t]+(?<name>\w+)[ \t]+/y },
    ],
    imports: /^(?:import[ \t]+(?:\w+[ \t]+)?|[ \t]+(?:[\w.]+[ \t]+)?)"([^"\n]+)"[ \t]*$/gm,
    exportedName: /^[A-Z]/,
    branches: /\b(?:if|case)\b/g,
    loops: /\bfor\b/g,
  },
  {
    name: "Rust",
    ids: ["rust", "rs"],
    blocks: "braces",
    comment: C_COMMENT,
    string: new RegExp(String.raw`\br(#{0,3})"[^]*?"\1|${QUOTED_CHARS.source}`, "y"),
    scripted: false,
    declarations: [
      {
        kind: "function",
        pattern: /[ \t]*(?<exported>pub(?:\([^)]*\))?\s+)?(?:const\s+|async\s+|unsafe\s+|extern\s+)*fn\s+(?<name>\w+)/y,
      },
      { kind: "struct", pattern: /[ \t]*(?<exported>pub(?:\([^)]*\))?\s+)?(?:struct|union)\s+(?<name>\w+)/y },
      { kind: "enum", pattern: /[ \t]*(?<exported>pub(?:\([^)]*\))?\s+)?enum\s+(?<name>\w+)/y },
      { kind: "trait", pattern: /[ \t]*(?<exported>pub(?:\([^)]*\))?\s+)?(?:unsafe\s+)?trait\s+(?<name>\w+)/y },
    ],
    imports: /^[ \t]*(?:pub\s+)?use\s+([\w:]+)/gm,
    branches: /\b(?:if|match)\b/g,
    loops: /\b(?:for|while|loop)\b(?!\s*<)/g,
  },
  {
    name: "Java",
    ids: ["java", "csharp", "cs", "kotlin"],
    blocks: "braces",
    comment: C_COMMENT,
    string: new RegExp(String.raw`"""[^]*?"""|${QUOTED_CHARS.source}`, "y"),
    scripted: false,
    declarations: [
      {
        kind: "class",
        pattern:
          /[ \t]*(?:(?<exported>public)\s+)?(?:(?:private|protected|internal|abstract|final|sealed|static|partial|data)\s+)*(?:class|record|object)\s+(?<name>\w+)/y,
      },
      {
        kind: "interface",
        pattern:
          /[ \t]*(?:(?<exported>public)\s+)?(?:(?:private|protected|internal|sealed|static)\s+)*interface\s+(?<name>\w+)/y,
      },
      {
        kind: "enum",
        pattern:
          /[ \t]*(?:(?<exported>public)\s+)?(?:(?:private|protected|internal|static)\s+)*enum\s+(?:class\s+)?(?<name>\w+)/y,
      },
      {
        kind: "method",
        pattern:
          /[ \t]+(?:(?<exported>public)\s+)?(?!(?:return|new|else|throw|await|if|for|while|switch|catch|case)\b)(?:[\w.<>[\],?]+\s+){1,6}(?<name>\w+)\s*\([^;{}\n]*\)?[^;\n]*$/my,
      },
    ],
    imports: /^[ \t]*(?:import|using)\s+(?:static\s+)?([\w.*]+)/gm,
    branches: /\b(?:if|case|when)\b/g,
    loops: /\b(?:for|foreach|while|do)\b/g,
  },
  {
    name: "C or C++",
    ids: ["c", "cpp", "c++", "objective-c", "cuda-cpp", "h", "hpp"],
    blocks: "braces",
    comment: C_COMMENT,
    string: QUOTED_CHARS,
    scripted: false,
    declarations: [
      { kind: "class", pattern: /[ \t]*(?:template\s*<[^\n]*>\s*)?class\s+(?<name>\w+)(?=[^;\n]*$)/my },
      { kind: "struct", pattern: /[ \t]*(?:typedef\s+)?struct\s+(?<name>\w+)(?=\s*(?:\{|:|$))/my },
      { kind: "enum", pattern: /[ \t]*(?:typedef\s+)?enum\s+(?:class\s+)?(?<name>\w+)/y },
      { kind: "function", pattern: GENERIC_FUNCTION },
    ],
    imports: /^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]/gm,
    branches: /\b(?:if|case)\b|\?/g,
    loops: /\b(?:for|while|do)\b/g,
  },
];

/** The language of an id; undefined for one that the script has no row for. */
export function languageOf(id: string): Language | undefined {
  const wanted = id.toLowerCase();
  return LANGUAGES.find(({ ids }) => ids.includes(wanted));
}
