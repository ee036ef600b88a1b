import path from "node:path";
import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import type { Anchor, AssistRequest } from "../../core/assist/request.ts";
import { itemsAround } from "../../core/context/around.ts";
import { type ContextItem, itemId, type LineRange, placeId, withoutRemoved } from "../../core/context/item.ts";
import { createPathGate, type KeptOut } from "../../core/context/privacy.ts";
import type { CollectedContext, ContextSource } from "../../core/ports.ts";
import type { SettingsService } from "../settings.ts";
import { textAround } from "./aroundCursor.ts";
import { diagnosticsText } from "./diagnostics.ts";
import { gateOf, gateOfFormer, localOnlyPlace, localOnlyRule } from "./gates.ts";
import { withoutHeldLines } from "./heldLines.ts";
import { collectInstructions } from "./instructions.ts";
import { joinGates, type JudgedPath } from "./joinGates.ts";
import { homeOf, pathOf } from "./places.ts";
import { enclosing, innermost, symbolsIn } from "./symbols.ts";

/** Finds what else may go along with a completion; each piece is held against the rules of its own file. */
export type Neighbours = (
  document: vscode.TextDocument,
  at: NonNullable<Anchor["at"]>,
) => Promise<readonly FoundNeighbour[]>;

export interface FoundNeighbour {
  readonly uri: vscode.Uri;
  readonly item: ContextItem;
  /** The text that the item is a part of; not sent: a secret in it is one in the part too. */
  readonly whole: string;
}

const NONE: Neighbours = () => Promise.resolve([]);

/** Gathers what a request is about from the editor. The one place that reads documents for prompts. */
export function createContextSource(settings: SettingsService, neighbours: Neighbours = NONE): ContextSource {
  return {
    async collect(request, signal) {
      const reading = collectInstructions(request, settings);
      // It waits for the disk while the places are read; its fault counts where it is awaited.
      reading.catch(() => undefined);
      const collected: ContextItem[] = [];
      const gates: JudgedPath[] = [];
      const unsent: string[] = [];
      for (const anchor of request.anchors) {
        signal.throwIfAborted();
        const place = pathOf(vscode.Uri.parse(anchor.uri));
        if (request.without.includes(placeId(place))) continue;
        if (anchor.text !== undefined) {
          collected.push(terminalItem(await withoutHeldLines(anchor.text, settings), place));
          gates.push({ path: place, gate: NO_RULES });
          continue;
        }
        if (anchor.change !== undefined) {
          collected.push({ kind: "change", path: place, language: "diff", name: "", text: anchor.change });
          gates.push({ path: place, gate: await gateOf(vscode.Uri.parse(anchor.uri), settings) });
          if (anchor.from !== undefined)
            gates.push({ path: place, gate: await gateOfFormer(vscode.Uri.parse(anchor.from), settings) });
          continue;
        }
        const document = await openText(anchor, settings.current.maxFileBytes);
        if (request.origin === "completion") assertInFolder(document);
        // Both ask VS Code and wait for its answer; neither needs the other's.
        const [items, gate] = await Promise.all([
          itemsOf(document, { anchor, request, maxBytes: settings.current.maxFileBytes }),
          gateOf(document.uri, settings),
        ]);
        for (const { uri, item, whole } of anchor.at ? await neighbours(document, anchor.at) : []) {
          collected.push(item);
          unsent.push(whole);
          gates.push({ path: item.path, gate: await gateOf(uri, settings) });
        }
        collected.push(...items);
        if (!anchor.at && !items.some(({ kind }) => kind === "file")) unsent.push(...quotable(document));
        gates.push({ path: pathOf(document.uri), gate });
      }
      const instructions = await reading;
      gates.push(...instructions.gates);
      const all = distinct([...instructions.items, ...collected]);
      const items = withoutRemoved(all, request.without);
      unsent.push(...all.filter((item) => !items.includes(item)).map(({ text }) => text));
      const localOnly = await localOnlyFor(request, settings);
      const rest = { ...(localOnly ? { localOnly } : {}), ...(unsent.length > 0 ? { unsent } : {}) };
      return { items, gate: joinGates(gates), ...rest } satisfies CollectedContext;
    },
  };
}

/** Longer ones are not looked through for secrets that their problems may quote. */
const MOST_QUOTABLE = 4_000_000;

/** The text of a file of which only a part goes along. */
function quotable(document: vscode.TextDocument): readonly string[] {
  const text = document.getText();
  return text.length <= MOST_QUOTABLE ? [text] : [];
}

/** Local-only mode of the folders, and what earlier turns of the chat were about. */
async function localOnlyFor(request: AssistRequest, settings: SettingsService): Promise<KeptOut | undefined> {
  const anchored = request.anchors.filter(({ text }) => text === undefined).map(({ uri }) => vscode.Uri.parse(uri));
  const mode = localOnlyRule(anchored, settings);
  if (mode) return mode;
  const earlier = new Set(request.history.flatMap(({ about = [] }) => about));
  const rules = await Promise.all([...earlier].map((uri) => earlierRule(vscode.Uri.parse(uri), settings)));
  return rules.find((rule) => rule !== undefined);
}

async function earlierRule(uri: vscode.Uri, settings: SettingsService): Promise<KeptOut | undefined> {
  return localOnlyRule([uri], settings) ?? (await localOnlyPlace(uri, settings));
}

/** Text that the user copied out of a terminal lies in no folder, so no ignore file speaks of it; redaction does. */
const NO_RULES = createPathGate([]);

function terminalItem(text: string, terminal: string): ContextItem {
  return { kind: "terminal", path: terminal, language: "", name: "", text };
}

/** Each part once: a file may be open in the editor and added too. What was added is the wider one of two. */
function distinct(items: readonly ContextItem[]): ContextItem[] {
  return [...new Map(items.map((item) => [itemId(item), item])).values()];
}

/** What is sent without being asked for comes from the workspace, or from a text that was never a file. */
function assertInFolder({ uri }: vscode.TextDocument): void {
  if (uri.scheme === "untitled" || vscode.workspace.getWorkspaceFolder(homeOf(uri))) return;
  throw new AssistError("ignored", { file: path.posix.basename(uri.path), reason: "the edge of the workspace" });
}

/** The document of an anchor. Throws `file-missing`, `not-text` and `too-large`. */
async function openText({ uri }: Anchor, maxBytes: number): Promise<vscode.TextDocument> {
  const target = vscode.Uri.parse(uri, true);
  const file = path.posix.basename(target.path);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === target.toString());
  if (!open && target.scheme === "file") {
    const { size } = await vscode.workspace.fs.stat(target).then(undefined, () => {
      throw new AssistError("file-missing", { file });
    });
    if (size > maxBytes) throw new AssistError("too-large", { file, bytes: size, limitBytes: maxBytes });
  }
  const document = open ?? (await vscode.workspace.openTextDocument(target).then(undefined, () => undefined));
  if (!document) throw new AssistError("not-text", { file });
  return document;
}

/** A column beyond the end of every line, for `validateRange` to cut. */
const WHOLE_LINE = Number.MAX_SAFE_INTEGER;

interface Wanted {
  readonly anchor: Anchor;
  readonly request: AssistRequest;
  readonly maxBytes: number;
}

async function itemsOf(document: vscode.TextDocument, { anchor, request, maxBytes }: Wanted): Promise<ContextItem[]> {
  if (anchor.at) {
    const cursor = document.validatePosition(new vscode.Position(anchor.at.line, anchor.at.character));
    return itemsAround(textAround(document, cursor), cursor.line + 1, {
      path: pathOf(document.uri),
      language: document.languageId,
    });
  }
  const text = document.getText();
  const name = pathOf(document.uri);
  const file = path.posix.basename(name);
  if (text.slice(0, 8_192).includes("\0")) throw new AssistError("not-text", { file });
  const base = { path: name, language: document.languageId };
  if (anchor.added) return addedItems(document, { anchor, maxBytes, base });
  // Looked up once, and not waited for before selected text is read: what the user selected may change meanwhile.
  const symbols = anchor.lines ? symbolsIn(document.uri) : NO_SYMBOLS;
  const target = await targetRange(document, symbols, { anchor, request });
  const items: ContextItem[] = [];
  if (target) {
    items.push({
      ...base,
      kind: "selection",
      name: target.name,
      range: linesOf(target.range),
      text: document.getText(target.range),
    });
    items.push(...symbolAround(document, await symbols, { selected: target.range, base }));
  }
  if (text.length <= maxBytes) items.push({ ...base, kind: "file", name: "", text });
  else if (!target) throw new AssistError("too-large", { file, bytes: text.length, limitBytes: maxBytes });
  return [...items, ...problemItems(document, target?.range, base)];
}

function problemItems(
  document: vscode.TextDocument,
  range: vscode.Range | undefined,
  { path: file }: Pick<ContextItem, "path">,
): ContextItem[] {
  const text = diagnosticsText(document, range);
  return text === "" ? [] : [{ kind: "diagnostics", path: file, language: "", name: "", text }];
}

/** What the user added goes along alone: without the symbol around it and its problems. Throws `too-large`. */
function addedItems(
  document: vscode.TextDocument,
  {
    anchor: { lines, problems },
    maxBytes,
    base,
  }: Pick<Wanted, "anchor" | "maxBytes"> & { readonly base: Pick<ContextItem, "path" | "language"> },
): ContextItem[] {
  if (problems) return problemItems(document, undefined, base);
  const range = lines && document.validateRange(new vscode.Range(lines.start - 1, 0, lines.end - 1, WHOLE_LINE));
  const text = document.getText(range);
  if (text.length > maxBytes) {
    const file = path.posix.basename(base.path);
    throw new AssistError("too-large", { file, bytes: text.length, limitBytes: maxBytes });
  }
  return [
    range
      ? { ...base, kind: "excerpt", name: "", range: linesOf(range), text }
      : { ...base, kind: "file", name: "", text },
  ];
}

type Symbols = Promise<readonly vscode.DocumentSymbol[]>;

const NO_SYMBOLS: Symbols = Promise.resolve([]);

interface Target {
  readonly range: vscode.Range;
  readonly name: string;
}

/** Whole lines of the selection; without one, for a command, the function at the cursor. Throws `nothing-selected`. */
async function targetRange(
  document: vscode.TextDocument,
  symbols: Symbols,
  { anchor, request }: Pick<Wanted, "anchor" | "request">,
): Promise<Target | undefined> {
  if (!anchor.lines) return undefined;
  const { start, end } = anchor.lines;
  const range = document.validateRange(new vscode.Range(start - 1, 0, end - 1, WHOLE_LINE));
  if (!anchor.cursor) return { range, name: "" };
  const symbol = innermost(enclosing(await symbols, new vscode.Range(range.start, range.start)));
  if (symbol) return { range: wholeLines(document, symbol.range), name: symbol.name };
  if (request.task === undefined) return undefined;
  throw new AssistError("nothing-selected", { file: path.posix.basename(document.uri.path) });
}

/** The symbol that the selection lies in, when it is more than the selection. */
function symbolAround(
  document: vscode.TextDocument,
  symbols: readonly vscode.DocumentSymbol[],
  { selected, base }: { readonly selected: vscode.Range; readonly base: Pick<ContextItem, "path" | "language"> },
): ContextItem[] {
  const symbol = innermost(enclosing(symbols, selected));
  if (!symbol) return [];
  const range = wholeLines(document, symbol.range);
  if (range.isEqual(selected)) return [];
  return [{ ...base, kind: "symbol", name: symbol.name, range: linesOf(range), text: document.getText(range) }];
}

function wholeLines(document: vscode.TextDocument, range: vscode.Range): vscode.Range {
  return document.validateRange(new vscode.Range(range.start.line, 0, range.end.line, WHOLE_LINE));
}

function linesOf(range: vscode.Range): LineRange {
  return { start: range.start.line + 1, end: range.end.line + 1 };
}
