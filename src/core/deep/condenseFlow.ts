import { assist } from "../assist/assist.ts";
import type { AssistEvent } from "../assist/events.ts";
import type { ContextItem } from "../context/item.ts";
import { estimateTokens } from "../context/tokens.ts";
import type { CollectedContext } from "../ports.ts";
import type { Prompt } from "../prompts/prompt.ts";
import { COMMON } from "../prompts/prompts.ts";
import type { LayerWeighing } from "../router/decision.ts";
import { EDIT_TASKS } from "../task/kinds.ts";
import { phrase } from "../../util/phrase.ts";
import { materialOf, type Material } from "./condensable.ts";
import { askPart, type FlowScene, type PartEnd } from "./flowPart.ts";
import { closingOf } from "./inner.ts";

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
 * Answers a question whose context is too large for one prompt, because the user says so: a mini model condenses it piece
 * by piece against the question, then the question is asked by the one road with the digests in place of what was long.
 * Code that is to be edited is never condensed. Like `assist()` it never throws, and its last event is the closing one, once.
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
  const mayEdit = request.task !== undefined && EDIT_TASKS.has(request.task);
  const material = materialOf(found, { mayEdit, maxTokens: deps.maxTokens() });
  if (material) yield* condense(scene, found, material);
  else yield* assist(request, deps, signal);
}

/** The same with what was collected; `weighed` = what decided for it. */
export async function* condense(
  scene: FlowScene,
  found: CollectedContext,
  { long, pieces, room }: Material,
  weighed?: LayerWeighing,
): AsyncGenerator<AssistEvent, void> {
  const { request, deps, signal } = scene;
  const digests: ContextItem[] = [];
  for (const [index, piece] of pieces.entries()) {
    const id = `condense-${index + 1}`;
    const tokens = estimateTokens(piece.text);
    const title = phrase("Condense {tokens} tokens of {file}", { tokens, file: piece.path });
    yield { type: "step", step: { id, kind: "read", title, state: "running" } };
    const end = yield* askPart(partOf(piece, found, scene), scene);
    if (end.text === "") {
      yield { type: "step", step: { id, kind: "read", title, state: signal.aborted ? "stopped" : "failed" } };
      yield closingOfPart(end);
      return;
    }
    digests.push(digestOf(piece, end.text, room));
    const done = phrase("Condensed {tokens} tokens of {file} to {digest}", {
      ...{ tokens, file: piece.path, digest: estimateTokens(end.text) },
    });
    yield { type: "step", step: { id, kind: "read", title: done, state: "done", detail: end.text } };
  }
  const context = withDigests(found, long, digests);
  const layer = { type: "condense", ...(weighed ? { weighed } : {}) } as const;
  yield* assist({ ...request, layer }, { ...deps, context: { collect: () => Promise.resolve(context) } }, signal);
}

/** What was collected, with digests in place of what was long. */
export function withDigests(
  found: CollectedContext,
  long: readonly ContextItem[],
  digests: readonly ContextItem[],
): CollectedContext {
  const kept = found.items.filter((item) => !long.includes(item));
  return { ...found, items: [...kept, ...digests], unsent: textsOf(found) };
}

/** A secret may be cut in two between pieces, and problems quote those of code that only digests stand for. */
function textsOf({ items, unsent = [] }: CollectedContext): readonly string[] {
  return [...unsent, ...items.map(({ text }) => text)];
}

function partOf(
  piece: ContextItem,
  found: CollectedContext,
  { request, deps }: FlowScene,
): Parameters<typeof askPart>[0] {
  const { gate, localOnly } = found;
  const hasMini = deps.seats().some(({ tier }) => tier === "mini");
  const start = { tier: "mini", because: phrase("it condenses for the answer") } as const;
  return {
    ...{ task: request.task ?? "chat", prompt: PROMPT, items: [piece], verifiers: [] },
    instruction: `The question that will be answered: ${request.instruction === "" ? (request.task ?? "") : request.instruction}`,
    privacy: { gate, ...(localOnly ? { localOnly } : {}), unsent: textsOf(found) },
    folded: phrase("it is condensed for the answer"),
    layer: { type: "condense", ...(hasMini ? { start } : {}) },
  };
}

/** As the model wrote it: secrets stay placeholders. Never longer than its room. */
export function digestOf({ path, range }: ContextItem, text: string, room: number): ContextItem {
  const short = text.slice(0, room * 3);
  return { kind: "excerpt", path, language: "markdown", name: "condensed", ...(range ? { range } : {}), text: short };
}

function closingOfPart({ closing }: PartEnd): AssistEvent {
  if (closing.type === "assist-error" || closing.outcome === "cancelled") return closing;
  return { type: "assist-error", failure: closing.note ?? { code: "empty", facts: {} }, text: "" };
}
