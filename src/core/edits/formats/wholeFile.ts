import { FENCES, findFileName, isFence } from "../fileName.ts";
import { type FileEdit, joinChanges, type ParsedReply, type ReplyFault, type ReplyOptions } from "../fileEdit.ts";

/**
 * Whole files of a reply, each in a fence with its name above or in the fence. A fence without a name is about the one
 * file asked about. A fence that is not closed is a fault.
 */
export function parseWholeFile(reply: string, options: ReplyOptions = {}): ParsedReply {
  const lines = reply.split(/\r\n|\r|\n/);
  const edits: FileEdit[] = [];
  const faults: ReplyFault[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const fence = FENCES.find(({ open }) => lines[at]?.trimStart().startsWith(open));
    if (!fence) continue;
    const marks = /^\s*(`+|~+|<\w+>)/.exec(lines[at] ?? "")?.[1] ?? fence.open;
    const close = marks.startsWith("<") ? fence.close : marks;
    const end = lines.findIndex((line, index) => index > at && line.trim() === close);
    if (end === -1) {
      faults.push("unclosed");
      break;
    }
    const file = nameAbove(lines.slice(0, at + 1), options);
    if (file === undefined) faults.push("no-file");
    else edits.push({ type: "write", file, lines: lines.slice(at + 1, end) });
    at = end;
  }
  return { format: "whole-file", edits: joinChanges(edits), faults };
}

/** A line of prose above a fence is no name: a name has an ending or a slash, and no white space. */
function nameAbove(lines: readonly string[], { file, files }: ReplyOptions): string | undefined {
  const name = findFileName(lines.at(-2)?.trim() === "" ? [lines.at(-3) ?? "", ...lines.slice(-1)] : lines, files);
  const isName = name !== undefined && (files?.includes(name) || /^\S*(?:[\\/]\S*|\.[\w-]+)$/.test(name));
  return isName ? name : file;
}

/** The text of a file without a fence around it and its name above, where a model put them. */
export function unwrapFile(text: string, file?: string): string {
  let lines: readonly string[] = text.split("\n");
  if (text.trim() === "") return text;
  const name = file?.split(/[\\/]/).at(-1);
  if (name !== undefined && lines[0]?.trim().endsWith(name)) lines = lines.slice(1);
  const last = lines.findLastIndex((line) => line.trim() !== "");
  if (isFence(lines[0] ?? "") && last > 0 && isFence(lines[last] ?? "")) lines = lines.slice(1, last);
  const unwrapped = lines.join("\n");
  return unwrapped === "" || unwrapped.endsWith("\n") ? unwrapped : `${unwrapped}\n`;
}
