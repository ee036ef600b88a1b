import { assist } from "../assist/assist.ts";
import type { AssistEvent } from "../assist/events.ts";
import type { ContextItem, ItemKind } from "../context/item.ts";
import { estimateTokens } from "../context/tokens.ts";
import type { CollectedContext } from "../ports.ts";
import { COMMON } from "../prompts/prompts.ts";
import type { Prompt } from "../prompts/prompts.ts";
import { EDIT_TASKS } from "../task/kinds.ts";
import { phrase } from "../../util/phrase.ts";
import { askPart, type FlowScene, type PartEnd } from "./flowPart.ts";
import { closingOf } from "./inner.ts";

/** Kinds that may be long; problems and instructions are short and stay as they are. */
const MATERIAL: ReadonlySet<ItemKind> = new Set(["selection", "symbol", "file", "excerpt", "terminal", "change"]);
/** What is smaller goes along as it is, tokens. */
const SMALL_TOKENS = 1_000;
/** Share of a prompt that a piece takes; the rest is for the question and the prompt's own words. */
const PIECE_SHARE = 0.75;
/** More pieces than this are no question any more: about 150,000 tokens with the usual limit of a prompt. */
const MOST_PIECES = 12;
/** All digests together take up to this share of the prompt that answers. */
const DIGEST_SHARE = 0.6;

const PROMPT: Prompt = {
  name: "condense",
  version: 1,
  system: [
    COMMON,
    "Task: condense. Another model answers the question below; it sees what you write instead of the text you see. Write down everything in the text that may matter for that answer and nothing else: quote signatures, names, constants, messages and the lines that decide exactly, with their file and line numbers. Do not answer the question yourself. Say in one line what you left out.",
  ].join(" "),
  request: "Condense this for an answer.",
  needsCode: false,
  answerTokens: 1_500,
};

/**
 * Answers a question whose context is too large for one prompt: a mini model condenses it piece by piece against the
 * question, then the question is asked by the one road with the digests in place of what was long. Code that is to be
 * edited is never condensed. Like `assist()` it never throws, and its last event is the closing one, once.
 */
export async function* condenseFlow(scene: FlowScene): AsyncGenerator<AssistEvent, void> {
  const { request, deps, signal } = scene;
  let found: CollectedContext;
  try {
    found = await deps.context.collect(request, signal);
  } catch (error) {
    yield closingOf(error, signal);
    return;
  }
  const isEdit = request.task !== undefined && EDIT_TASKS.has(request.task);
  const long = found.items.filter((item) => isMaterial(item, isEdit));
  const size = Math.floor(deps.maxTokens() * PIECE_SHARE);
  const pieces = long.flatMap((item) => piecesOf(item, size));
  if (pieces.length === 0 || pieces.length > MOST_PIECES) {
    yield* assist(request, deps, signal);
    return;
  }
  const digests: ContextItem[] = [];
  for (const [index, piece] of pieces.entries()) {
    const id = `condense-${index + 1}`;
    const tokens = estimateTokens(piece.text);
    const title = phrase("Condense {tokens} tokens of {file}", { tokens, file: piece.path });
    yield { type: "step", step: { id, kind: "read", title, state: "running" } };
    const end = yield* askPart(partOf(piece, found, scene), reading(scene));
    if (end.text === "") {
      yield { type: "step", step: { id, kind: "read", title, state: signal.aborted ? "stopped" : "failed" } };
      yield closingOfPart(end);
      return;
    }
    const room = Math.floor((deps.maxTokens() * DIGEST_SHARE) / pieces.length);
    digests.push(digestOf(piece, end.text, room));
    const done = phrase("Condensed {tokens} tokens of {file} to {digest}", {
      ...{ tokens, file: piece.path, digest: estimateTokens(end.text) },
    });
    yield { type: "step", step: { id, kind: "read", title: done, state: "done", detail: end.text } };
  }
  const kept = found.items.filter((item) => !long.includes(item));
  const context = { ...found, items: [...kept, ...digests], unsent: textsOf(found) };
  yield* assist(request, { ...deps, context: { collect: () => Promise.resolve(context) } }, signal);
}

/** A secret may be cut in two between pieces, and problems quote those of code that only digests stand for. */
function textsOf({ items, unsent = [] }: CollectedContext): readonly string[] {
  return [...unsent, ...items.map(({ text }) => text)];
}

function isMaterial({ kind, text }: ContextItem, isEdit: boolean): boolean {
  if (isEdit && kind === "selection") return false;
  return MATERIAL.has(kind) && estimateTokens(text) > SMALL_TOKENS;
}

/** The item in pieces of whole lines, each with its own lines. */
function piecesOf(item: ContextItem, tokens: number): readonly ContextItem[] {
  const first = item.range?.start ?? 1;
  const lines = item.text.split("\n");
  const pieces: ContextItem[] = [];
  let start = 0;
  let size = 0;
  const cut = (end: number): void => {
    if (end === start) return;
    const range = { start: first + start, end: first + end - 1 };
    pieces.push({ ...item, kind: "selection", range, text: lines.slice(start, end).join("\n") });
    [start, size] = [end, 0];
  };
  for (const [index, line] of lines.entries()) {
    const more = estimateTokens(`${line}\n`);
    if (size + more > tokens) cut(index);
    size += more;
  }
  cut(lines.length);
  return pieces;
}

function partOf(piece: ContextItem, found: CollectedContext, { request }: FlowScene): Parameters<typeof askPart>[0] {
  const { gate, localOnly } = found;
  return {
    ...{ task: "explain", prompt: PROMPT, items: [piece], verifiers: [] },
    instruction: `The question that will be answered: ${request.instruction === "" ? (request.task ?? "") : request.instruction}`,
    privacy: { gate, ...(localOnly ? { localOnly } : {}), unsent: textsOf(found) },
    folded: phrase("it is condensed for the answer"),
  };
}

/** A mini model reads where there is one and the user left the choice to us. */
function reading(scene: FlowScene): FlowScene {
  const { request, deps } = scene;
  const hasMini = deps.seats().some(({ tier }) => tier === "mini");
  return hasMini && request.tier === "auto" ? { ...scene, request: { ...request, tier: "mini" } } : scene;
}

/** As the model wrote it: secrets stay placeholders. Never longer than its room. */
function digestOf({ path, range }: ContextItem, text: string, room: number): ContextItem {
  const short = text.slice(0, room * 3);
  return { kind: "excerpt", path, language: "markdown", name: "condensed", ...(range ? { range } : {}), text: short };
}

function closingOfPart({ closing }: PartEnd): AssistEvent {
  if (closing.type === "assist-error" || closing.outcome === "cancelled") return closing;
  return { type: "assist-error", failure: closing.note ?? { code: "empty", facts: {} }, text: "" };
}
