import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import { pathOf } from "../context/places.ts";
import { debugStart, type Debugging, type DeepStart } from "./startDebugging.ts";
import { homeFolder } from "./workspacePorts.ts";

/** Fix Until Checks Pass, for the file of the active editor. Throws `nothing-selected` and `no-workspace`. */
export function startOfChecks(deps: Debugging): DeepStart {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) throw new AssistError("nothing-selected");
  const file = pathOf(document.uri);
  const words = { text: deps.asking.words.t("Fix Until Checks Pass", {}), context: file.split("/").at(-1) ?? file };
  return debugStart((home) => ({ kind: "checks", home, file }), words, deps, homeFolder(document.uri));
}
