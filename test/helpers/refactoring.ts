import type { AssistEvent } from "../../src/core/assist/events.ts";
import { refactorFlow } from "../../src/core/deep/refactorFlow.ts";
import type { RefactorPlan } from "../../src/core/refactor/plan.ts";
import { answer, type Script } from "./fakeModel.ts";
import type { LedgerEntry } from "../../src/core/ledger/entry.ts";
import { type FlowScene, playFlow, type PlayedFlow } from "./flow.ts";
import { memoryWorkspace, type MemoryOptions, type MemoryWorkspace } from "./refactorPorts.ts";

/* A refactoring of three small files, played from the instruction to the review. */

export const FILES = {
  "src/money.ts": "export function format(cents: number): string {\n  return `$${cents}`;\n}\n",
  "src/cart.ts": "import { format } from './money.ts';\nexport const a = format(1);\n",
  "src/report.ts": "import { format } from './money.ts';\nexport const b = format(2);\n",
};

export const plan = (...steps: readonly object[]): Script =>
  answer(`\`\`\`json\n${JSON.stringify({ summary: "It takes the sign.", steps })}\n\`\`\``);
export const edit = (files: readonly string[], instruction = "Pass the sign."): object => ({
  do: "edit",
  files,
  instruction,
});
export const block = (file: string, search: string, replace: string): string =>
  `${file}\n<<<<<<< SEARCH\n${search === "" ? "" : `${search}\n`}=======\n${replace}\n>>>>>>> REPLACE\n`;

export interface Run extends Omit<PlayedFlow, "ledger">, MemoryWorkspace {
  readonly entries: readonly LedgerEntry[];
  readonly last: AssistEvent | undefined;
}

interface Play extends Partial<MemoryOptions> {
  readonly goal?: string;
  readonly models: FlowScene["models"];
  readonly approve?: (plan: RefactorPlan) => RefactorPlan;
  readonly onEvent?: (event: AssistEvent, workspace: MemoryWorkspace) => void;
  readonly stop?: AbortController;
}

export async function play({
  goal = "`format` takes the sign",
  models,
  approve = (all) => all,
  onEvent,
  stop,
  ...options
}: Play): Promise<Run> {
  const workspace = memoryWorkspace({ files: FILES, ...options });
  const { ledger, ...played } = await playFlow({
    flow: (request, deps, signal) => {
      const scene = { request, deps, signal };
      const flow = refactorFlow(scene, workspace.ports, (planned) => Promise.resolve(approve(planned.plan)));
      return told(flow, (event) => onEvent?.(event, workspace));
    },
    models,
    request: { task: "refactor", instruction: goal },
    ...(stop ? { stop } : {}),
  });
  return { ...played, ...workspace, entries: ledger.entries, last: played.events.at(-1) };
}

async function* told(
  events: AsyncIterable<AssistEvent>,
  tell: (event: AssistEvent) => void,
): AsyncGenerator<AssistEvent, void> {
  for await (const event of events) {
    tell(event);
    yield event;
  }
}

export const SIGN = block(
  "src/money.ts",
  "export function format(cents: number): string {\n  return `$${cents}`;",
  "export function format(cents: number, sign: string): string {\n  return `${sign}${cents}`;",
);
export const USES =
  block("src/cart.ts", "format(1)", "format(1, '$')") + block("src/report.ts", "format(2)", "format(2, '$')");
export const TWO_STEPS = plan(edit(["src/money.ts"], "format takes a sign."), edit(["src/cart.ts", "src/report.ts"]));
