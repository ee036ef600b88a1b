import { assist } from "../assist/assist.ts";
import type { AssistEvent } from "../assist/events.ts";
import type { CollectedContext } from "../ports.ts";
import type { Prompt } from "../prompts/prompt.ts";
import { COMMON } from "../prompts/prompts.ts";
import type { LayerWeighing } from "../router/decision.ts";
import { type Tier, TIER_NAMES } from "../models/tier.ts";
import { phrase } from "../../util/phrase.ts";
import type { TaskKind } from "../task/kinds.ts";
import { askPart, type FlowScene } from "./flowPart.ts";

const PROMPT: Prompt = {
  name: "plan-edit",
  version: 1,
  system: [
    COMMON,
    "Task: plan an edit. Another model writes the selected code anew by your plan; it sees the code and the plan and nothing else. Say what changes and why it is right, in as few words as possible, then write down only the lines that change, exactly as they are to be, each run of unchanged lines between them as one line '// ... unchanged ...'. Decide everything: names, order, edge cases. Do not repeat code that stays.",
  ].join(" "),
  request: "Plan this edit.",
  needsCode: false,
  answerTokens: 1_500,
};

/** What decided for planning: the tier that plans, and the prices. */
export interface Planning {
  readonly tier: Tier;
  readonly task: TaskKind;
  readonly weighed: LayerWeighing;
}

/**
 * An edit of much code in two layers: a strong model plans it in few words, a small one writes it out, and what checks
 * every edit decides whether a stronger one has to write it after all. A plan that fails leaves the request as it was.
 */
export async function* planAndWrite(
  scene: FlowScene,
  found: CollectedContext,
  { tier, task, weighed }: Planning,
): AsyncGenerator<AssistEvent, void> {
  const { request, signal } = scene;
  const deps = { ...scene.deps, context: { collect: () => Promise.resolve(found) } };
  const { items, ...privacy } = found;
  const step = {
    id: "plan",
    kind: "plan",
    title: phrase("{tier} plans the edit", { tier: TIER_NAMES[tier] }),
  } as const;
  yield { type: "step", step: { ...step, state: "running" } };
  const plan = yield* askPart(
    {
      ...{ task, prompt: PROMPT, instruction: request.instruction, items, privacy, verifiers: [] },
      folded: phrase("it is the plan of the edit"),
      layer: { type: "plan-and-write", start: { tier, because: phrase("it plans the edit") } },
    },
    { ...scene, deps },
  );
  // A plan of a weaker model that stepped in is none.
  if (plan.text === "" || plan.answeredBy?.tier !== tier) {
    yield { type: "step", step: { ...step, state: signal.aborted ? "stopped" : "failed" } };
    yield* assist(request, deps, signal);
    return;
  }
  const done = phrase("{tier} planned the edit", { tier: TIER_NAMES[tier] });
  yield { type: "step", step: { ...step, title: done, state: "done", detail: plan.text } };
  const start = { tier: "mini", because: phrase("it writes out what was planned") } as const;
  const layer = { type: "plan-and-write", start, weighed } as const;
  yield* assist({ ...request, instruction: withPlan(request.instruction, plan.text), layer }, deps, signal);
}

function withPlan(instruction: string, plan: string): string {
  return [instruction, "Carry out this plan exactly; lines that it leaves out stay as they are:", plan]
    .filter((part) => part !== "")
    .join("\n\n");
}
