import { type FileEdit, joinChanges, type ParsedReply, type ReplyFault, type ReplyOptions } from "../fileEdit.ts";
import { findFileName, isFence } from "../fileName.ts";
import type { Hunk } from "../hunk.ts";

/** The marks of one way to write blocks. */
interface Dialect {
  readonly search: RegExp;
  readonly divider: RegExp;
  readonly replace: RegExp;
  /** Begins like a mark, so that a line of it inside a block is a mark gone wrong. */
  readonly likeMark: RegExp;
}

const DIALECTS: readonly Dialect[] = [
  {
    search: /^<{5,9} ?SEARCH>?\s*$/,
    divider: /^={5,9}\s*$/,
    replace: /^>{5,9} ?REPLACE\s*$/,
    likeMark: /^(?:<{5,9} ?SEARCH|>{5,9} ?REPLACE|<{7}(?!<)|>{7}(?!>))/,
  },
  {
    search: /^-{5,} SEARCH>?$/,
    divider: /^={5,}$/,
    replace: /^\+{5,} REPLACE>?$/,
    likeMark: /^(?:-{5,} SEARCH|\+{5,} REPLACE)/,
  },
];

const LINE_HINT = /^:(start|end)_line:\s*(\d+)\s*$/;
const PROSE_FILE = /\.(?:md|mdx|markdown|rst|adoc|txt)$/i;
const ESCAPED_MARK = /^\\(?=<{5,}|={5,}|>{5,}|-{5,}|\+{5,}|:(?:start|end)_line:)/;

export function hasSearchReplace(reply: string): boolean {
  return reply
    .split(/\r?\n/)
    .some((line) => DIALECTS.some(({ search, replace }) => search.test(line) || replace.test(line)));
}

/** One block, as it stands in the reply. */
export interface Block {
  readonly file: string;
  readonly hunk: Hunk;
}

/**
 * The search/replace blocks of a reply, in order, each with its file: the name above the block, else that of the block
 * before.
 *
 *     src/cart.ts
 *     ```ts
 *     <<<<<<< SEARCH
 *     old lines
 *     =======
 *     new lines
 *     >>>>>>> REPLACE
 *     ```
 *
 * A block whose marks are not in order is a fault; the blocks before it are good. A mark that belongs to the text is
 * written with a backslash before it.
 */
export function searchReplaceBlocks(
  reply: string,
  options: ReplyOptions = {},
): { readonly blocks: readonly Block[]; readonly faults: readonly ReplyFault[] } {
  const reader = new BlockReader(reply.split(/\r\n|\r|\n/), options);
  return { blocks: reader.blocks, faults: reader.faults };
}

export function parseSearchReplace(reply: string, options: ReplyOptions = {}): ParsedReply {
  const { blocks, faults } = searchReplaceBlocks(reply, options);
  const edits = blocks.map(({ file, hunk }): FileEdit =>
    hunk.search.length === 0 && file !== options.file
      ? { type: "create", file, lines: hunk.replace }
      : { type: "change", file, hunks: [hunk] },
  );
  return { format: "search-replace", edits: joinChanges(edits), faults };
}

class BlockReader {
  readonly blocks: Block[] = [];
  readonly faults: ReplyFault[] = [];
  readonly #lines: readonly string[];
  readonly #options: ReplyOptions;
  #at = 0;

  constructor(lines: readonly string[], options: ReplyOptions) {
    this.#lines = lines;
    this.#options = options;
    while (this.#at < lines.length && this.faults.length === 0) this.#step();
  }

  get #line(): string {
    return this.#lines[this.#at] ?? "";
  }

  #step(): void {
    const line = this.#line;
    const dialect = DIALECTS.find(({ search }) => search.test(line));
    if (dialect) this.#readBlock(dialect);
    else if (DIALECTS.some(({ replace, likeMark }) => replace.test(line) || isBrokenSearch(line, likeMark)))
      this.faults.push("marks");
    else this.#at += 1;
  }

  #readBlock(dialect: Dialect): void {
    const above = this.#lines.slice(Math.max(0, this.#at - 3), this.#at);
    this.#at += 1;
    const { line, isQuoted } = this.#readHints();
    const search = this.#readUntil(dialect, dialect.divider);
    const file = this.#fileOf(above, search?.length === 0);
    const replace = search && this.#readUntil(dialect, dialect.replace, file);
    if (!search || !replace) return;
    if (replace.some((text) => LINE_HINT.test(text.trim()))) return void this.faults.push("marks");
    if (file === undefined) return void this.faults.push("no-file");
    const hunk = { search: search.map(unescape), replace: replace.map(unescape) };
    this.blocks.push({ file, hunk: line === undefined || !isQuoted ? hunk : { ...hunk, line } });
  }

  /** `:start_line:12`, `:end_line:14` and a rule of dashes, before the quoted lines. */
  #readHints(): { readonly line: number | undefined; readonly isQuoted: boolean } {
    let line: number | undefined;
    for (let hint = LINE_HINT.exec(this.#line.trim()); hint; hint = LINE_HINT.exec(this.#line.trim())) {
      if (hint[1] === "start") line = Number(hint[2]);
      this.#at += 1;
    }
    if (line !== undefined && /^-{5,}\s*$/.test(this.#line)) this.#at += 1;
    return { line, isQuoted: line !== undefined && line > 0 };
  }

  /** Lines up to a mark; undefined, and a fault, when another mark or the end comes first. */
  #readUntil(dialect: Dialect, mark: RegExp, file?: string): readonly string[] | undefined {
    const from = this.#at;
    while (this.#at < this.#lines.length) {
      const line = this.#line;
      this.#at += 1;
      if (mark.test(line)) return this.#lines.slice(from, this.#at - 1);
      if (mark === dialect.replace && this.#endsWithDivider(dialect, line, file)) {
        const lines = this.#lines.slice(from, this.#at - 1);
        if (mark.test(this.#line)) this.#at += 1;
        return lines;
      }
      if (dialect.divider.test(line) || dialect.likeMark.test(line)) return void this.faults.push("marks");
    }
    return void this.faults.push("unclosed");
  }

  /**
   * A second divider stands for the end where the end mark or the fence follows at once, or where an empty line does and
   * the block has no end mark at all. In prose a row of `=` underlines a heading, so there the mark must be.
   */
  #endsWithDivider({ divider, search, replace }: Dialect, line: string, file = ""): boolean {
    if (!divider.test(line)) return false;
    if (replace.test(this.#line) || isFence(this.#line)) return true;
    if (this.#line.trim() !== "" || PROSE_FILE.test(file)) return false;
    const next = this.#lines.slice(this.#at).find((text) => search.test(text) || replace.test(text));
    return next === undefined || search.test(next);
  }

  #fileOf(above: readonly string[], isNew: boolean): string | undefined {
    const { file, files } = this.#options;
    const found = findFileName(above, isNew ? [] : files);
    const named = found !== undefined && !isProse(found) ? found : undefined;
    return named ?? this.blocks.at(-1)?.file ?? file;
  }
}

function isBrokenSearch(line: string, likeMark: RegExp): boolean {
  return likeMark.test(line) && /SEARCH/.test(line);
}

function isProse(name: string): boolean {
  return /[.:!?]$/.test(name) || (/\s/.test(name) && !/\.\w+$/.test(name));
}

function unescape(line: string): string {
  return line.replace(ESCAPED_MARK, "");
}
