import * as vscode from "vscode";
import { findPyright } from "../../engines/pythonTypes/findPyright.ts";
import { phrase } from "../../util/phrase.ts";
import { pathOf } from "../context/places.ts";
import type { TypeChecker } from "./typeChecker.ts";
import { unsavedIn } from "./unsavedTexts.ts";

const UNTRUSTED = phrase("Types of Python: Pyright runs in trusted workspaces only");
const NO_CHECKER = phrase("Types of Python: there is no Pyright in the workspace or on the PATH");

/** Python: the Pyright of the workspace or of the PATH, on a throw-away copy. It is a program, so only where that is trusted. */
export const PYTHON_TYPES: TypeChecker = {
  covers: ({ uri, languageId }) => uri.scheme === "file" && languageId === "python",
  async check(texts, signal) {
    const [first] = texts;
    const folder = first && vscode.workspace.getWorkspaceFolder(first.uri);
    if (!folder || texts.some(({ uri }) => vscode.workspace.getWorkspaceFolder(uri) !== folder)) return undefined;
    if (!vscode.workspace.isTrusted) return { missing: UNTRUSTED };
    const root = folder.uri.fsPath;
    const checker = findPyright(root);
    if (checker === undefined) return { missing: NO_CHECKER };
    const { checkPython } = await import("../../engines/pythonTypes/checkPython.ts");
    const files = texts.map(({ uri, before, after }) => ({ path: pathOf(uri), before, after }));
    return await checkPython({ root, checker, files, unsaved: unsavedIn(folder, texts) }, signal);
  },
};
