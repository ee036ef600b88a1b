import type { Cost } from "../models/money.ts";
import type { Tier } from "../models/tier.ts";
import { filesOf, isEditorStep, type PlanStep, type RefactorPlan } from "../refactor/plan.ts";
import { worstCost } from "../router/expected.ts";
import { previewPart } from "./flowPart.ts";
import { openAll, type RefactorScene, stepPart } from "./refactorScene.ts";

/** What a step is expected to cost, by the router's own estimate for the request that would be sent now. */
export interface StepPrice {
  /** Who is asked first; absent for what the editor does, and where nobody may be asked. */
  readonly tier?: Tier;
  /** `free` for what the editor does; `unknown` where a price is. */
  readonly expected: Cost;
  /** All tries at their worst. */
  readonly most: Cost;
}

const UNKNOWN: StepPrice = { expected: { kind: "unknown" }, most: { kind: "unknown" } };
const FREE: StepPrice = { expected: { kind: "free" }, most: { kind: "free" } };

/** One price for each step, in order. Sends nothing. */
export async function pricesOf({ goal, steps }: RefactorPlan, scene: RefactorScene): Promise<readonly StepPrice[]> {
  const prices: StepPrice[] = [];
  for (const step of steps) prices.push(await priceOf(step, goal, scene));
  return prices;
}

async function priceOf(step: PlanStep, goal: string, scene: RefactorScene): Promise<StepPrice> {
  if (isEditorStep(step)) return FREE;
  const { files } = await openAll(filesOf(step), scene);
  const own = { ...step, files: files.map(({ path }) => path) };
  const found = await previewPart({ ...(await stepPart(own, goal, scene)), verifiers: [] }, scene);
  if (found.type === "blocked") return UNKNOWN;
  const { order, pico } = found.decision.plan;
  const [first] = order;
  if (!first) return UNKNOWN;
  const costs = order.map(({ estimate }) => estimate);
  return { tier: first.tier, expected: expected(costs, pico), most: worstCost(found.decision) };
}

/** The router's expectation in the kind of money that the first try is paid with; nothing where that has no price. */
function expected([first = { kind: "unknown" }, ...others]: readonly Cost[], pico: number): Cost {
  if (others.some(({ kind }) => kind !== first.kind)) return first;
  if (first.kind === "priced") return { kind: "priced", pico: Math.round(pico), provenance: "estimated" };
  return first.kind === "simulated" ? { kind: "simulated", pico: Math.round(pico) } : first;
}
