import * as vscode from "vscode";
import type { Phrase } from "../../util/phrase.ts";
import type { Words } from "../words.ts";

/** Asks for each of these by itself, in a dialogue that says which file and what it does; false at the first no. */
export async function confirmAll(cautions: readonly Phrase[], words: Words): Promise<boolean> {
  const accept = words.t("Accept", {});
  for (const caution of cautions) {
    const detail = words.t("The edit comes from a model. Look at it before you accept it.", {});
    const picked = await vscode.window.showWarningMessage(words.tell(caution), { modal: true, detail }, accept);
    if (picked !== accept) return false;
  }
  return true;
}
