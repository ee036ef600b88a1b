import * as vscode from "vscode";
import {
  declarationsOf,
  importsIn,
  likestWindow,
  type Neighbour,
  pickNeighbours,
} from "../../core/complete/neighbours.ts";
import type { ContextItem } from "../../core/context/item.ts";
import { textAround } from "../context/aroundCursor.ts";
import { pathOf } from "../context/places.ts";
import type { FoundNeighbour, Neighbours } from "../context/collect.ts";
import type { RecentEdit, RecentEdits } from "./recentEdits.ts";

const MOST_OPEN = 8;
const MOST_IMPORTS = 8;
const MOST_CHARS = 100_000;
const ENDINGS = ["", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".py", "/index.ts", "/index.js", "/__init__.py"];

/** The neighbours of a completion, as the context source asks for them. */
export function neighboursFrom(recent: RecentEdits): Neighbours {
  return (document, { line, character }) => findNeighbours(document, new vscode.Position(line, character), recent.all);
}

/** Code of other places that may help at a cursor: what is imported, edited lately, or open and alike. Reads open documents and, for imports, small files of the workspace. */
async function findNeighbours(
  document: vscode.TextDocument,
  cursor: vscode.Position,
  recent: readonly RecentEdit[],
): Promise<readonly FoundNeighbour[]> {
  if (document.uri.scheme !== "file" || !vscode.workspace.getWorkspaceFolder(document.uri)) return [];
  const { before } = textAround(document, cursor);
  const others = vscode.workspace.textDocuments.filter((open) => isNear(open, document));
  const found = [
    ...(await imported(document)),
    ...editsIn(others, recent),
    // The ones opened last: VS Code lists them at the end.
    ...others.slice(-MOST_OPEN).flatMap((open) => {
      const text = open.getText().slice(0, MOST_CHARS);
      const window = likestWindow(before, text);
      return window ? [placed(open.uri, text, { language: open.languageId, reason: "open", ...window })] : [];
    }),
  ];
  return pickNeighbours(before, found).map((neighbour) => ({
    ...{ uri: neighbour.uri, whole: neighbour.whole },
    item: itemOf(neighbour),
  }));
}

/** A neighbour with its file: two folders of a window may have files of one path. */
interface Placed extends Neighbour, Omit<FoundNeighbour, "item"> {}

function placed(uri: vscode.Uri, whole: string, more: Omit<Neighbour, "path">): Placed {
  return { uri, whole, path: pathOf(uri), ...more };
}

/** Files of the same language in the workspace. */
function isNear(open: vscode.TextDocument, document: vscode.TextDocument): boolean {
  return (
    open !== document &&
    open.uri.scheme === "file" &&
    open.languageId === document.languageId &&
    vscode.workspace.getWorkspaceFolder(open.uri) !== undefined
  );
}

function editsIn(open: readonly vscode.TextDocument[], recent: readonly RecentEdit[]): readonly Placed[] {
  return recent.flatMap(({ uri, start, end }) => {
    const edited = open.find((one) => one.uri.toString() === uri.toString());
    if (!edited) return [];
    const text = edited.getText(edited.validateRange(new vscode.Range(start, 0, end, Number.MAX_SAFE_INTEGER)));
    return [
      placed(uri, edited.getText().slice(0, MOST_CHARS), {
        language: edited.languageId,
        reason: "edited",
        line: start + 1,
        text,
      }),
    ];
  });
}

async function imported(document: vscode.TextDocument): Promise<readonly Placed[]> {
  const imports = importsIn(document.getText().slice(0, MOST_CHARS), document.languageId).slice(0, MOST_IMPORTS);
  const found = await Promise.all(
    imports.map(async ({ from, names }) => {
      const file = await read(document.uri, from);
      const declared = file && declarationsOf(file.text, names);
      return (
        declared && placed(file.uri, file.text, { language: document.languageId, reason: "imported", ...declared })
      );
    }),
  );
  return found.flatMap((neighbour) => neighbour ?? []);
}

/** The file that an import names, from the open document or else from the disk. Undefined where there is none, or none so small. */
async function read(
  from: vscode.Uri,
  name: string,
): Promise<{ readonly uri: vscode.Uri; readonly text: string } | undefined> {
  const dots = /^\.+(?=\w|$)/.exec(name)?.[0].length ?? 0;
  const python = `${"../".repeat(Math.max(0, dots - 1))}${name.slice(dots).replaceAll(".", "/")}`;
  const relative = name.includes("/") ? name : python;
  for (const ending of ENDINGS) {
    const uri = vscode.Uri.joinPath(from, "..", relative + ending);
    const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    if (open) return { uri, text: open.getText().slice(0, MOST_CHARS) };
    if (!vscode.workspace.getWorkspaceFolder(uri)) return undefined;
    const text = await readSmall(uri);
    if (text !== undefined) return { uri, text };
  }
  return undefined;
}

async function readSmall(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if (type !== vscode.FileType.File || size > MOST_CHARS) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // An import that leads nowhere is nothing to complain about.
    return undefined;
  }
}

function itemOf({ path, language, line, text }: Neighbour): ContextItem {
  const range = { start: line, end: line + text.split("\n").length - 1 };
  return { kind: "neighbour", path, language, name: "", range, text };
}
