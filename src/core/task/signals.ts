import type { AssistRequest } from "../assist/request.ts";
import type { ContextItem } from "../context/item.ts";
import { estimateTokens } from "../context/tokens.ts";
import type { RouteSignals } from "../router/decision.ts";
import { agentStep, STEP_KINDS } from "./agentStep.ts";
import { guessKind } from "./guessKind.ts";
import { EDIT_TASKS } from "./kinds.ts";

/** What is known besides the request itself. */
export interface SignalFacts extends Pick<
  RouteSignals,
  | "promptTokens"
  | "promptSizes"
  | "answerTokens"
  | "unavailable"
  | "localOnly"
  | "speeds"
  | "waits"
  | "budgetLeftPico"
  | "workspace"
> {
  /** What goes along. */
  readonly items: readonly ContextItem[];
}

/**
 * What the router looks at. A pick is asked all the same when its model is out for now: it is never overridden, not even
 * by a pause. Under 1 ms for a question of 16,000 characters.
 */
export function signalsOf(request: AssistRequest, { items: all, ...facts }: SignalFacts): RouteSignals {
  // What the project says about its style is not what the request is about.
  const items = all.filter(({ kind }) => kind !== "instructions");
  const { task, dialogue, conversation, depth, layer, unpricedAllowed } = request;
  const guess = task === undefined && !dialogue ? guessKind(request.instruction, request.history) : undefined;
  return {
    ...facts,
    task: task ?? "chat",
    ...kindOf(request, guess),
    pick: request.tier,
    ...(depth ? { depth } : {}),
    ...codeOf(request, items),
    hasImages: dialogue?.messages.some(({ pictures = [] }) => pictures.length > 0) ?? false,
    needsTools: (dialogue?.tools.length ?? 0) > 0,
    unavailable: request.tier === "auto" ? facts.unavailable : {},
    ...(conversation ? { conversation } : {}),
    ...(layer ? { layer } : {}),
    ...(unpricedAllowed ? { unpricedAllowed } : {}),
    languages: [...new Set(items.flatMap(({ language }) => (language === "" ? [] : [language])))],
    paths: [...new Set(items.map(({ path }) => path))],
  };
}

/** A step of an agent is judged by what it does; a free question by its words. */
function kindOf(
  { task, dialogue }: AssistRequest,
  guess: ReturnType<typeof guessKind>,
): Pick<RouteSignals, "source" | "guessed" | "confidence"> {
  const step = dialogue && task === "agent-step" ? STEP_KINDS[agentStep(dialogue)] : undefined;
  if (step) return { source: "step", guessed: step };
  if (guess) return { source: "classified", guessed: guess.kind, confidence: guess.confidence };
  return { source: task ? "command" : "chat" };
}

/** The answer of an edit is about as long as the code that it replaces. */
function codeOf({ task }: AssistRequest, items: readonly ContextItem[]): Pick<RouteSignals, "codeTokens"> {
  const selection = items.find(({ kind }) => kind === "selection");
  if (!selection || task === undefined || !EDIT_TASKS.has(task)) return {};
  return { codeTokens: estimateTokens(selection.text) };
}
