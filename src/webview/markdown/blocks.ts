import type { Token } from "markdown-it";
import { mayBecomeMark } from "./editLines.ts";
import { isClosed, languageOf, parse, renderMarkdown, renderTokens } from "./parser.ts";

/** What is new in a fence at the top level that has not closed: its code grows line by line, without a render. */
export interface FenceGrowth {
  readonly language: string;
  /** True on the step that finds the fence. */
  readonly opened: boolean;
  /** New complete lines, each with its line break. */
  readonly lines: string;
  /** The line being written; "" while it may turn out to be the closing marker. */
  readonly partial: string;
}

export interface Step {
  /** HTML of blocks that finished in this step; what was committed earlier never changes. */
  readonly committed: string;
  /** HTML of the open end, to be drawn in place of the last one; "" inside an open fence. */
  readonly tail: string;
  readonly fence?: FenceGrowth;
  /** Only on the last step, where the pieces would not add up: this is the whole answer, all else is void. */
  readonly whole?: string;
}

interface OpenFence {
  readonly language: string;
  readonly marker: string;
  /** Blanks before the opening marker, which are taken off each line. */
  readonly indent: RegExp;
  /** Where in the rest the next new line starts. */
  shown: number;
}

/**
 * Turns growing Markdown into finished blocks and an open end. A top-level block is finished once a later one has begun
 * on complete lines: block parsing only looks ahead, never back. All committed pieces joined are the HTML of one render
 * of the whole text.
 */
export class BlockSplitter {
  #text = "";
  /** Text after the last committed block. */
  #rest = "";
  /** A carriage return at the end of a delta may be the first half of a line break. */
  #half = "";
  /** Length of the complete lines that the last commit looked at. */
  #seen = 0;
  #fence: OpenFence | undefined;
  #hasReferences = false;

  /** Everything that was appended. */
  get text(): string {
    return this.#text;
  }

  append(delta: string): void {
    this.#text += delta;
    const incoming = this.#half + delta;
    this.#half = incoming.endsWith("\r") ? "\r" : "";
    this.#rest += incoming.slice(0, incoming.length - this.#half.length).replace(/\r\n?/g, "\n");
  }

  /** What changed since the last step. */
  step(): Step {
    if (this.#fence !== undefined && this.#staysOpen(this.#fence)) return growth(this.#grow(this.#fence, false));
    this.#fence = undefined;
    const complete = this.#rest.lastIndexOf("\n") + 1;
    const committed = complete > this.#seen ? this.#commit(complete) : "";
    if (this.#fence !== undefined) return { ...growth(this.#grow(this.#fence, true)), committed };
    const line = this.#rest.lastIndexOf("\n") + 1;
    const shown = mayBecomeMark(this.#rest.slice(line)) ? this.#rest.slice(0, line) : this.#rest;
    return { committed, tail: renderMarkdown(shown, { final: false }) };
  }

  /** The last step: nothing will follow. */
  finish(): Step {
    const { tokens, hasReferences } = parse(this.#rest + this.#half.replace("\r", "\n"));
    if (hasReferences || this.#hasReferences) return { committed: "", tail: "", whole: renderMarkdown(this.#text) };
    this.#rest = "";
    this.#half = "";
    this.#fence = undefined;
    return { committed: renderTokens(tokens, { final: true }), tail: "" };
  }

  /** Commits every block of the complete lines but the last, and notices when that last one is an open fence. */
  #commit(complete: number): string {
    const lines = this.#rest.slice(0, complete);
    const { tokens, hasReferences } = parse(lines);
    this.#hasReferences ||= hasReferences;
    const finished = finishedTokens(tokens);
    const line = tokens[finished]?.map?.[0];
    const start = line === undefined ? finishedFence(tokens, finished, lines) : offsetOfLine(lines, line);
    this.#rest = this.#rest.slice(start);
    this.#seen = complete - start;
    const open = tokens[finished];
    if (open?.type === "fence") this.#fence = openFence(open, this.#rest);
    return renderTokens(tokens.slice(0, finished), { final: true });
  }

  /** Looks at the new complete lines only. A line that may close the fence hands the decision to the parser. */
  #staysOpen(fence: OpenFence): boolean {
    const end = this.#rest.lastIndexOf("\n") + 1;
    const fresh = this.#rest.slice(fence.shown, Math.max(end, fence.shown)).split("\n");
    return !fresh.some((line) => mayClose(line, fence.marker));
  }

  #grow(fence: OpenFence, opened: boolean): FenceGrowth {
    const end = Math.max(this.#rest.lastIndexOf("\n") + 1, fence.shown);
    const lines = this.#rest.slice(fence.shown, end).replace(fence.indent, "");
    const partial = this.#rest.slice(end).replace(fence.indent, "");
    fence.shown = end;
    return { language: fence.language, opened, lines, partial: /^\s*(`+|~+)\s*$/.test(partial) ? "" : partial };
  }
}

/**
 * How many tokens belong to finished blocks: all but the last block, and that too if it is a closed fence, which nothing
 * can change any more.
 */
function finishedTokens(tokens: readonly Token[]): number {
  const last = tokens.findLastIndex((token) => token.level === 0 && token.nesting !== -1);
  const block = tokens[last];
  return block?.type === "fence" && isClosed(block) ? tokens.length : Math.max(0, last);
}

/** Where the rest starts when every token is finished: behind the fence, or at the start where there is no token. */
function finishedFence(tokens: readonly Token[], finished: number, lines: string): number {
  const end = tokens[finished - 1]?.map?.[1];
  return end === undefined ? 0 : offsetOfLine(lines, end);
}

function growth(fence: FenceGrowth): Step {
  return { committed: "", tail: "", fence };
}

function openFence(token: Token, rest: string): OpenFence {
  const blanks = rest.length - rest.trimStart().length;
  return {
    language: languageOf(token.info),
    marker: token.markup,
    indent: new RegExp(`^ {1,${Math.max(1, blanks)}}`, blanks === 0 ? "y" : "gm"),
    shown: rest.indexOf("\n") + 1,
  };
}

function mayClose(line: string, marker: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= marker.length && trimmed === (marker[0] ?? "").repeat(trimmed.length);
}

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let index = 0; index < line; index += 1) offset = text.indexOf("\n", offset) + 1;
  return offset;
}
