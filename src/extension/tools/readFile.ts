import * as vscode from "vscode";
import type { Finding } from "../../core/tools/reader.ts";
import type { ReadCall } from "../../core/tools/readTools.ts";
import type { SettingsService } from "../settings.ts";
import { fileNamed, findingOf, saying } from "./places.ts";
import { textOf } from "./textOf.ts";

/** Lines that one call gives at most. */
const MOST_LINES = 400;

export async function readFile(
  { path, start = 1, end }: Extract<ReadCall, { tool: "read_file" }>,
  settings: SettingsService,
): Promise<Finding> {
  const uri = await fileNamed(path);
  if (!uri) return saying("There is no such file in the workspace.");
  const text = await textOf(uri, settings.current.maxFileBytes);
  // The rules come first: of a file that is kept out nothing is told, not even that it is no text.
  if (text === undefined)
    return await findingOf(
      [{ uri, language: "", text: "(This is no text, or it is too large to be read.)" }],
      settings,
    );
  const lines = text.split(/\r?\n/);
  const last = Math.min(lines.length, end ?? Infinity, start + MOST_LINES - 1);
  const asked = Math.min(lines.length, end ?? lines.length);
  const range = { start: Math.min(start, lines.length), end: Math.max(last, Math.min(start, lines.length)) };
  const rest = last < asked ? `\n(Lines ${last + 1} to ${lines.length} follow; ask for them.)` : "";
  const part = lines.slice(range.start - 1, range.end).join("\n");
  return await findingOf([{ uri, range, language: languageOf(uri), text: `${part}${rest}` }], settings);
}

/** The language of an open document; a file's ending tells a model the rest. */
function languageOf(uri: vscode.Uri): string {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  return open?.languageId ?? /\.(\w{1,8})$/.exec(uri.path)?.[1] ?? "";
}
