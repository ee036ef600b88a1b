import { readFile } from "node:fs/promises";
import path from "node:path";
import TreeSitter from "@vscode/tree-sitter-wasm";
import type { Problem } from "../../core/cascade/diagnosticsDelta.ts";

/** VS Code's language ids and the grammars that we bring for them. */
const GRAMMARS: Readonly<Record<string, string>> = {
  css: "css",
  go: "go",
  java: "java",
  javascript: "javascript",
  javascriptreact: "javascript",
  php: "php",
  python: "python",
  rust: "rust",
  typescript: "typescript",
  typescriptreact: "tsx",
};

/** Above this a parse would be felt. */
const MOST_CHARACTERS = 1_000_000;
/** More faults than this are one broken text. */
const MOST_FAULTS = 100;

/** Finds places that do not parse. One per process; grammars load on first use. */
export class SyntaxChecker {
  readonly #folder: string;
  readonly #languages = new Map<string, Promise<TreeSitter.Language>>();
  #ready: Promise<void> | undefined;

  /** `folder` holds `tree-sitter.wasm` and the grammars. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Faults as problems; undefined for a language without a grammar or a text that is too large. */
  async check(languageId: string, text: string): Promise<readonly Problem[] | undefined> {
    const grammar = Object.hasOwn(GRAMMARS, languageId) ? GRAMMARS[languageId] : undefined;
    if (grammar === undefined || text.length > MOST_CHARACTERS) return undefined;
    const language = await this.#language(grammar);
    const parser = new TreeSitter.Parser();
    try {
      parser.setLanguage(language);
      const tree = parser.parse(text);
      const faults = tree ? faultsIn(tree.rootNode) : [];
      tree?.delete();
      return faults;
    } finally {
      parser.delete();
    }
  }

  #language(grammar: string): Promise<TreeSitter.Language> {
    const known = this.#languages.get(grammar) ?? this.#load(grammar);
    this.#languages.set(grammar, known);
    return known;
  }

  async #load(grammar: string): Promise<TreeSitter.Language> {
    this.#ready ??= TreeSitter.Parser.init({ locateFile: (name: string) => path.join(this.#folder, name) });
    await this.#ready;
    return await TreeSitter.Language.load(await readFile(path.join(this.#folder, `tree-sitter-${grammar}.wasm`)));
  }
}

/** Where the parser had to skip or invent something. The code is the kind, so that faults count as multisets. */
function faultsIn(root: TreeSitter.Node): readonly Problem[] {
  const faults: Problem[] = [];
  const open = [root];
  for (let node = open.pop(); node && faults.length < MOST_FAULTS; node = open.pop()) {
    if (node.isMissing) faults.push(fault("missing", `${node.type} expected`, node));
    else if (node.isError) faults.push(fault("unexpected", "unexpected text", node));
    else if (node.hasError) open.push(...node.children.flatMap((child) => child ?? []));
  }
  return faults;
}

function fault(code: string, what: string, node: TreeSitter.Node): Problem {
  const near = node.parent?.type ?? "";
  return { source: "syntax", code, message: near === "" ? what : `${what} in ${near}`, severity: "error" };
}
