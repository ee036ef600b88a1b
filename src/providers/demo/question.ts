import type { Message } from "../../core/assist/message.ts";
import { codeBlocks } from "../../core/edits/codeBlocks.ts";
import type { LineRange } from "../../core/context/item.ts";
import { TASK_KINDS, type TaskKind } from "../../core/task/kinds.ts";

/** A piece of the workspace as it stands in a prompt. */
export interface Block {
  readonly kind: "selection" | "symbol" | "file" | "diagnostics" | "before" | "after" | "other";
  /** Name of the symbol; "" where there is none. */
  readonly name: string;
  readonly path: string;
  readonly language: string;
  readonly range?: LineRange;
  /** With `\n` line ends and without the last one. */
  readonly text: string;
}

/** What a conversation asks of the demo. */
export interface Question {
  readonly task: TaskKind;
  /** A part of a refactoring across files: its plan, or the edits of one step. */
  readonly part?: "plan" | "step";
  /** The user's words, or the standing request of the task. */
  readonly request: string;
  readonly blocks: readonly Block[];
  /** What was wrong with the draft before; absent when there was none. */
  readonly complaint?: string;
  /** Texts of earlier user messages, oldest first. */
  readonly earlier: readonly string[];
}

const HEADING = /^### (.+?)(?: ("(?:[^"\\]|\\.)*"))?: ("(?:[^"\\]|\\.)*")(?:, lines (\d+)-(\d+))?$/;
const KINDS: Readonly<Record<string, Block["kind"]>> = {
  "Selected code": "selection",
  "Enclosing symbol": "symbol",
  File: "file",
  Problems: "diagnostics",
  "Code before the cursor": "before",
  "Code after the cursor": "after",
};

/**
 * Reads a conversation as any OpenAI-compatible server gets it: the task from the system prompt, context blocks and
 * request from the user message that `pack()` wrote. Total: a message of another client is a chat question whose fenced
 * code counts as selected.
 */
export function readQuestion(messages: readonly Message[]): Question {
  const users = messages.filter(({ role }) => role === "user").map(({ text }) => text.replaceAll("\r\n", "\n"));
  const parsed = users.map(readMessage);
  const asked = parsed.findLastIndex(({ packed }) => packed);
  const index = asked === -1 ? users.length - 1 : asked;
  const { request, blocks } = parsed[index] ?? { request: "", blocks: [] };
  // pack() writes its request last; a user message behind it comes from a check that rejected the draft.
  const complaint = users.slice(index + 1).at(-1);
  const part = partOf(messages);
  return {
    task: taskOf(messages),
    ...(part ? { part } : {}),
    request,
    blocks,
    earlier: users.slice(0, Math.max(0, index)),
    ...(complaint === undefined ? {} : { complaint }),
  };
}

/** The first block of a kind. */
export function blockOf(question: Question, kind: Block["kind"]): Block | undefined {
  return question.blocks.find((block) => block.kind === kind);
}

function taskOf(messages: readonly Message[]): TaskKind {
  for (const { role, text } of messages) {
    const name = role === "system" ? /\bTask: ([a-z-]+)\./.exec(text)?.[1] : undefined;
    const task = TASK_KINDS.find((kind) => kind === name);
    if (task) return task;
  }
  return "chat";
}

const PARTS = [
  { words: "Task: plan a refactoring across files.", part: "plan" },
  { words: "Task: carry out one step of a refactoring", part: "step" },
] as const;

function partOf(messages: readonly Message[]): Question["part"] {
  const system = messages.filter(({ role }) => role === "system").map(({ text }) => text);
  return PARTS.find(({ words }) => system.some((text) => text.includes(words)))?.part;
}

interface Parsed {
  readonly request: string;
  readonly blocks: readonly Block[];
  readonly packed: boolean;
}

function readMessage(text: string): Parsed {
  const lines = text.split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    if (lines[at] === "### Request") {
      return {
        request: lines
          .slice(at + 1)
          .join("\n")
          .trim(),
        blocks,
        packed: true,
      };
    }
    const found = blockAt(lines, at);
    if (found) blocks.push(found.block);
    at = found ? found.next : at + 1;
  }
  return { request: text.trim(), blocks: foreignBlocks(text), packed: false };
}

function blockAt(lines: readonly string[], at: number): { block: Block; next: number } | undefined {
  const heading = HEADING.exec(lines[at] ?? "");
  const fence = /^(`{3,})(.*)$/.exec(lines[at + 1] ?? "");
  if (!heading || !fence) return undefined;
  const end = lines.indexOf(fence[1] ?? "", at + 2);
  const stop = end === -1 ? lines.length : end;
  const [, title = "", name, path = '""', first, last] = heading;
  const block: Block = {
    kind: KINDS[title] ?? "other",
    name: name === undefined ? "" : unquote(name),
    path: unquote(path),
    language: (fence[2] ?? "").trim(),
    text: lines.slice(at + 2, stop).join("\n"),
    ...(first === undefined || last === undefined ? {} : { range: { start: Number(first), end: Number(last) } }),
  };
  return { block, next: stop + 1 };
}

function foreignBlocks(text: string): Block[] {
  return codeBlocks(text).map(({ language, code }) => ({
    kind: "selection",
    name: "",
    path: "",
    language,
    text: code,
  }));
}

function unquote(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : text;
  } catch {
    // A heading that another program wrote: its quotes need not be JSON.
    return text.slice(1, -1);
  }
}
