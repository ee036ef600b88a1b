import { extend, pack } from "../../../../src/core/context/pack.ts";
import type { ContextItem } from "../../../../src/core/context/item.ts";
import type { Message } from "../../../../src/core/assist/message.ts";
import { PROMPTS } from "../../../../src/core/prompts/prompts.ts";
import type { TaskKind } from "../../../../src/core/task/kinds.ts";
import { codeBlocks } from "../../../../src/core/edits/codeBlocks.ts";
import { answer, type DemoReply } from "../../../../src/providers/demo/brain.ts";
import type { DemoModelName } from "../../../../src/providers/demo/models.ts";

/** A question as the extension asks it. */
export interface Asked {
  readonly task: TaskKind;
  /** The whole file. */
  readonly file: string;
  readonly path?: string;
  readonly language?: string;
  /** First and last selected line; absent = the whole file is meant. */
  readonly lines?: readonly [number, number];
  readonly diagnostics?: string;
  /** A diff of the file. */
  readonly change?: string;
  readonly instruction?: string;
  /** Sends the selection alone. */
  readonly withoutFile?: boolean;
  /** A draft before and what was wrong with it. */
  readonly rejected?: { readonly draft: string; readonly complaint: string };
}

/** The messages that reach a model for a question, through the one gate. */
export function messagesFor(asked: Asked): readonly Message[] {
  const base = pack({
    prompt: PROMPTS[asked.task],
    instruction: asked.instruction ?? "",
    history: [],
    items: itemsOf(asked),
    gate: { check: () => undefined },
    maxTokens: 100_000,
  });
  if (!asked.rejected) return base.messages;
  const { draft, complaint } = asked.rejected;
  return extend(base, [
    { role: "assistant", text: draft },
    { role: "user", text: complaint },
  ]).messages;
}

export function ask(asked: Asked, model: DemoModelName = "demo-full"): DemoReply {
  return answer({ model, messages: messagesFor(asked) });
}

/** The code of an answer, which must hold exactly one block. */
export function codeOf(reply: DemoReply): string {
  const [block, ...more] = codeBlocks(reply.text);
  if (!block || !block.closed || more.length > 0) throw new Error(`Not one block of code: ${reply.text}`);
  return block.code;
}

function itemsOf({
  file,
  path = "src/a.ts",
  language = "typescript",
  lines,
  diagnostics,
  change,
  withoutFile,
}: Asked): ContextItem[] {
  const base = { path, language, name: "" };
  const items: ContextItem[] = [];
  if (lines) {
    const [start, end] = lines;
    const text = file
      .split("\n")
      .slice(start - 1, end)
      .join("\n");
    items.push({ ...base, kind: "selection", range: { start, end }, text });
  }
  if (!withoutFile) items.push({ ...base, kind: "file", text: file });
  if (diagnostics !== undefined) items.push({ ...base, kind: "diagnostics", language: "", text: diagnostics });
  if (change !== undefined) items.push({ ...base, kind: "change", language: "diff", text: change });
  return items;
}
