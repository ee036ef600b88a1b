import type { StepInfo } from "../../core/assist/step.ts";
import type { AnswerView, StepView } from "../../protocol/viewState.ts";
import type { Words } from "../words.ts";

/** Characters of a step's folded text that a chat keeps. */
const MOST_DETAIL = 20_000;

/** The steps of an answer with one more, or with one in its new state. */
export function withStep(
  { steps = [], attempts }: Pick<AnswerView, "steps" | "attempts">,
  { id, kind, title, state, detail, ms }: StepInfo,
  { tell }: Pick<Words, "tell">,
): readonly StepView[] {
  const known = steps.find((step) => step.id === id);
  const step: StepView = {
    ...{ id, kind, state, title: tell(title), after: known?.after ?? attempts.length },
    ...(detail === undefined ? {} : { detail: detail.slice(0, MOST_DETAIL) }),
    ...(ms === undefined ? {} : { ms }),
  };
  return known ? steps.map((each) => (each.id === id ? step : each)) : [...steps, step];
}

/** Nothing runs any more in an answer that has ended. */
export function endedSteps(steps: AnswerView["steps"]): Pick<AnswerView, "steps"> {
  return steps
    ? { steps: steps.map((step) => (step.state === "running" ? { ...step, state: "stopped" as const } : step)) }
    : {};
}
