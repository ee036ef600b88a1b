import type { Failure } from "../assist/errors.ts";
import type { AssistEvent } from "../assist/events.ts";
import { phrase } from "../../util/phrase.ts";
import type { RefactorPlan } from "../refactor/plan.ts";
import { stepText } from "../refactor/planText.ts";
import { leftOutText, outcomeText } from "../refactor/summary.ts";
import { type CarriedOut, carryOut } from "./carryOut.ts";
import type { FlowScene } from "./flowPart.ts";
import { type Closing, closingOf } from "./inner.ts";
import { type PlanEnd, planRefactoring } from "./refactorPlan.ts";
import type { Planned, RefactorPorts } from "./refactorPorts.ts";
import { type RefactorScene, sceneOf } from "./refactorScene.ts";

type Flow = AsyncGenerator<AssistEvent, void>;

/** What is to be said with a plan: that it is ready and what it costs. */
export type OnPlanned = (result: Planned, scene: RefactorScene) => Promise<Failure | undefined>;

/**
 * Makes a plan and ends with it as its text; `planned` gets it before the end, with what prices are found by. Like
 * `assist()` it never throws, and its last event is the closing one, once.
 */
export function planFlow(scene: FlowScene, ports: RefactorPorts, planned: OnPlanned): Flow {
  const whole = sceneOf(scene, ports);
  return guarded(scene, async function* () {
    const end = yield* planRefactoring(whole);
    if (end.type === "ended") return end.closing;
    const note = await planned(end, whole);
    const closing = yield* answered(planAnswer(end, ports));
    return note ? { ...closing, note } : closing;
  });
}

/** Carries out a plan that the user has seen, and puts its changes under one review of this request. */
export function carryOutFlow(plan: RefactorPlan, scene: FlowScene, ports: RefactorPorts): Flow {
  const whole = sceneOf(scene, ports);
  return guarded(scene, async function* () {
    return yield* carried(plan, whole);
  });
}

/**
 * Both in one: `approve` gives the plan back as it is to be carried out. A plan without steps ends politely: nothing is
 * sent and nothing changed.
 */
export function refactorFlow(
  scene: FlowScene,
  ports: RefactorPorts,
  approve: (planned: Planned) => Promise<RefactorPlan>,
): Flow {
  const whole = sceneOf(scene, ports);
  return guarded(scene, async function* () {
    const end: PlanEnd = yield* planRefactoring(whole);
    if (end.type === "ended") return end.closing;
    return yield* carried(await approve(end), whole);
  });
}

async function* carried(plan: RefactorPlan, scene: RefactorScene): AsyncGenerator<AssistEvent, Closing> {
  if (plan.steps.length === 0) return { type: "assist-error", failure: { code: "plan-empty", facts: {} }, text: "" };
  const end = yield* carryOut(plan, scene);
  if (end.type === "ended") return end.closing;
  const { request, ports } = scene;
  const lost = end.files.length === 0 ? [] : await ports.deliver(request.id, end.files);
  const kept: CarriedOut = {
    ...end,
    files: end.files.filter(({ path }) => !lost.some(({ file }) => file === path)),
    leftOut: [...end.leftOut, ...lost],
  };
  return yield* answered(outcomeText(kept, (words) => ports.tell(words)));
}

/** The plan in words, as the answer that stands in the chat. */
function planAnswer({ summary, plan: { steps, leftOut } }: Planned, ports: RefactorPorts): string {
  const tell = ports.tell.bind(ports);
  const head = steps.length === 0 ? tell(phrase("Nothing of the plan may be changed.")) : summary;
  return [
    ...(head === "" ? [] : [head, ""]),
    ...steps.map((step, index) => `${index + 1}. ${stepText(step)}`),
    ...leftOutText(leftOut, tell),
  ].join("\n");
}

async function* answered(text: string): AsyncGenerator<AssistEvent, Extract<Closing, { readonly type: "assist-end" }>> {
  yield { type: "text-delta", attempt: 0, text };
  return { type: "assist-end", outcome: "answered", text, restored: text };
}

/** A fault of the flow itself is an event like any other, and after a stop nothing is said but that. */
async function* guarded(
  { signal, deps }: FlowScene,
  flow: () => AsyncGenerator<AssistEvent, Closing>,
): AsyncGenerator<AssistEvent, void> {
  try {
    yield yield* flow();
  } catch (error) {
    const closing = closingOf(error, signal);
    if (closing.type === "assist-error") {
      const { code, detail } = closing.failure;
      deps.log.warn(`A flow failed: ${code}${detail ? `, ${detail}` : ""}`);
    }
    yield closing;
  }
}
