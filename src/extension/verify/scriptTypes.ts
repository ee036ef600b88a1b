import { existsSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import type { ChangedFile } from "../../engines/types/messages.ts";
import type { WorkerTypes } from "../../engines/types/workerTypes.ts";
import type { TypeChecker } from "./typeChecker.ts";

const LANGUAGES: ReadonlySet<string> = new Set(["typescript", "typescriptreact", "javascript", "javascriptreact"]);

/** TypeScript and JavaScript: a program in a thread of its own, with the edit laid over the files. */
export function createScriptTypes(types: WorkerTypes): TypeChecker {
  return {
    covers: ({ uri, languageId }) => uri.scheme === "file" && LANGUAGES.has(languageId),
    async check(texts, signal) {
      const [first] = texts;
      if (!first) return undefined;
      const libraries = librariesFor(first.uri);
      const files = texts.map(({ uri, before, after }) => ({ path: uri.fsPath, before, after }));
      return await types.check({ libraries, files, unsaved: unsavedBut(files) }, signal);
    },
  };
}

function unsavedBut(files: readonly ChangedFile[]): { path: string; text: string }[] {
  const own = new Set(files.map(({ path: file }) => file));
  return vscode.workspace.textDocuments
    .filter(({ uri, isDirty, languageId }) => isDirty && uri.scheme === "file" && LANGUAGES.has(languageId))
    .filter(({ uri }) => !own.has(uri.fsPath))
    .map((document) => ({ path: document.uri.fsPath, text: document.getText() }));
}

const OWN = "node_modules/typescript/lib/typescript.js";
/** From version 7 on: its API, which runs the compiler's own program. */
const NATIVE = "node_modules/typescript/dist/api/sync/api.js";
const BUNDLED = `extensions/${OWN}`;

/** The workspace's own TypeScript where its code may be run, else the one that VS Code brings. */
function librariesFor(uri: vscode.Uri): readonly string[] {
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
  const own = folder !== undefined && vscode.workspace.isTrusted ? [OWN, NATIVE] : [];
  return [...own.map((file) => path.join(folder ?? "", file)), path.join(vscode.env.appRoot, BUNDLED)].filter((file) =>
    existsSync(file),
  );
}
