import * as vscode from "vscode";
import type { Models } from "../models.ts";
import { type Asking, askAbout } from "./ask.ts";

/** Small enough to be read at a glance, with something to say about it. */
const EXAMPLE = `/** Spreads calls: \`run\` is called once, when nobody has asked for \`waitMs\`. */
export function debounce(run: () => void, waitMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, waitMs);
  };
}
`;

/**
 * Open an Example: a small file of no folder, explained, with *Why this model* open. The demo answers where nothing else is
 * connected, so that it works in the first minute.
 */
export async function openExample(asking: Asking, models: Models): Promise<void> {
  if (models.setup === "none") await models.setDemo(true);
  const document = await vscode.workspace.openTextDocument({ language: "typescript", content: EXAMPLE });
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(0, 0, document.lineCount - 1, 0);
  const turn = await askAbout("explain", asking);
  if (turn) await asking.chat.showTurn(turn.id);
}
