import type { AssistDeps } from "../assist/deps.ts";
import { AssistError } from "../assist/errors.ts";
import type { AssistEvent } from "../assist/events.ts";
import type { Anchor, AssistRequest } from "../assist/request.ts";
import type { ProofRun, ProvingTest } from "../cascade/proof.ts";
import { failedTests, isWholeFile } from "../debug/failingTests.ts";
import { runnerIsMissing } from "../debug/testCommands.ts";
import { type FoundPlace, type FoundPlaces, placesInText, placesOfTest } from "../debug/findPlaces.ts";
import type { DebugPorts, DebugTask, OutputTask, TestTask } from "./debugTask.ts";
import { askOfOutput, askOfTest, foundTitle, leftText, reproducedTitle } from "./debugWords.ts";
import { closingOf } from "./inner.ts";
import { rounds } from "./rounds.ts";
import { stepEvent } from "./stepEvents.ts";

/**
 * Debugging, step by step: reproduce → find the places → ask for cause and edit → check, until the check lets an edit
 * through or a bound is reached. A failed test is reproduced before a model is asked, and the same command has to pass
 * with the edit. Every request goes over the one road. Never throws; its last event is a closing one, once.
 */
export function debugFlow(
  task: DebugTask,
  ports: DebugPorts,
): (request: AssistRequest, deps: AssistDeps, signal: AbortSignal) => AsyncGenerator<AssistEvent, void> {
  return async function* run(request, deps, signal) {
    try {
      const asked =
        task.type === "test"
          ? yield* ofTest(task, ports, request, signal)
          : yield* ofOutput(task, ports, request, signal);
      signal.throwIfAborted();
      yield* rounds(asked, deps, signal);
    } catch (error) {
      yield closingOf(error, signal);
    }
  };
}

type Steps = AsyncGenerator<AssistEvent, AssistRequest>;

async function* ofTest(task: TestTask, ports: DebugPorts, request: AssistRequest, signal: AbortSignal): Steps {
  const failed = yield* reproduce(task, ports, signal);
  const searched = { files: await ports.files(signal), read: (file: string) => ports.read(file) };
  const found = await placesOfTest({ path: task.file, title: task.title }, failed.output, searched);
  yield foundStep(found, ports);
  const named = task.title === "" ? {} : { title: task.title };
  return {
    ...request,
    task: "debug",
    instruction: askOfTest(task, failed, request.instruction),
    anchors: [...anchorsOf(found.places, ports), outputAnchor(failed.output, "test")],
    proof: { test: { command: failed.command, ...around(task, failed.command), ...named, keep: [task.file] } },
  };
}

/** The widest command, where a narrower one fails. */
function around({ commands }: TestTask, command: string): Pick<ProvingTest, "around"> {
  const widest = commands.at(-1);
  return widest === undefined || widest === command ? {} : { around: widest };
}

/** Runs the narrowest command that fails. Throws `not-reproduced`, `flaky-test` or `no-test-run`. */
async function* reproduce(
  { commands, title }: TestTask,
  ports: DebugPorts,
  signal: AbortSignal,
): AsyncGenerator<AssistEvent, ProofRun> {
  let last: ProofRun | undefined;
  for (const [index, command] of commands.entries()) {
    const id = `reproduce-${index}`;
    yield stepEvent({ id, kind: "reproduce", title: reproducedTitle({ command }), state: "running" });
    last = await ports.run(command, signal);
    signal.throwIfAborted();
    const isFailing = last.type === "failed" || last.type === "timed-out";
    const { ms, output } = last;
    yield stepEvent({
      id,
      kind: "reproduce",
      title: reproducedTitle(last),
      state: isFailing ? "done" : "failed",
      detail: output,
      ms,
    });
    if (isFailing && runnerIsMissing(last.output)) throw new AssistError("no-test-run", { reason: command });
    if (isFailing && isAbout(last, title)) return last;
    if (last.type === "flaky") throw new AssistError("flaky-test");
  }
  if (last && last.type !== "none") throw new AssistError("not-reproduced", { reason: commands[0] ?? last.command });
  throw new AssistError("no-test-run");
}

/** False where the output names other failed tests, and not this one: its file fails, and it passes. */
function isAbout({ output }: ProofRun, title: string): boolean {
  const named = failedTests(output);
  return title === "" || named.length === 0 || named.some((test) => test.titles.at(-1) === title || isWholeFile(test));
}

async function* ofOutput(task: OutputTask, ports: DebugPorts, request: AssistRequest, signal: AbortSignal): Steps {
  const { text, left = 0 } = task;
  const searched = { files: await ports.files(signal), read: (file: string) => ports.read(file) };
  const found = await placesInText(text, searched);
  if (found.frames === 0 && task.name === "clipboard") throw new AssistError("no-trace");
  if (found.frames === 0 && task.name === "console") throw new AssistError("no-console-trace");
  yield foundStep(found, ports, left);
  const output = outputAnchor(text, task.name);
  const instruction = askOfOutput(task, found, request.instruction);
  // Without a place of its own there is nothing to edit: it is explained, with the command that would help.
  if (found.places.length === 0) return { ...request, task: "chat", instruction, anchors: [output] };
  return { ...request, task: "debug", instruction, anchors: [...anchorsOf(found.places, ports), output] };
}

function foundStep(found: FoundPlaces, ports: DebugPorts, cut = 0): AssistEvent {
  const detail = leftText(found, cut);
  const state = found.places.length === 0 ? "failed" : "done";
  const about = found.places.map(({ path }) => ports.uriOf(path));
  return { ...stepEvent({ id: "places", kind: "read", title: foundTitle(found), state, detail }), about };
}

/** The first place is what is to be mended; a test goes along beside it, unless there is nothing else. */
function anchorsOf(places: readonly FoundPlace[], ports: DebugPorts): readonly Anchor[] {
  const hasCode = places.some(({ isTest }) => !isTest);
  return places.map(({ path, lines, isTest }) => ({
    uri: ports.uriOf(path),
    lines,
    ...(isTest && hasCode ? { added: true } : {}),
  }));
}

function outputAnchor(text: string, name: string): Anchor {
  return { uri: `upshift-output:/${name}`, added: true, text };
}
