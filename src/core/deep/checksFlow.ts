import type { AssistDeps } from "../assist/deps.ts";
import { AssistError } from "../assist/errors.ts";
import type { AssistEvent } from "../assist/events.ts";
import type { Anchor, AssistRequest } from "../assist/request.ts";
import type { ProofRun } from "../cascade/proof.ts";
import { blockAround } from "../debug/codeAt.ts";
import { placesOfTest } from "../debug/findPlaces.ts";
import { phrase } from "../../util/phrase.ts";
import type { DebugPorts } from "./debugTask.ts";
import { reproducedTitle } from "./debugWords.ts";
import { closingOf } from "./inner.ts";
import { rounds } from "./rounds.ts";
import { stepEvent } from "./stepEvents.ts";
import { headOf } from "../../util/cutText.ts";

/** A file whose checks are to pass. */
export interface ChecksTask {
  /** Inside the workspace, with `/`. */
  readonly file: string;
  /** What VS Code reports now. */
  readonly errors: readonly { readonly line: number; readonly message: string }[];
  /** Runs the tests that are about the file; absent where there are none. */
  readonly command?: string;
  /** Tests that an edit must leave alone. */
  readonly tests: readonly string[];
}

/** More errors at once are seldom more causes; what is left shows after the edit. */
const MOST_ERRORS = 20;
const MOST_MESSAGE = 300;

/**
 * Fixes a file until its checks pass: what is wrong now → cause and edit → the same checks, bounded as every flow is. An
 * edit is let through when it leaves no error in what it changes and the tests about the file pass.
 */
export function checksFlow(
  task: ChecksTask,
  ports: DebugPorts,
): (request: AssistRequest, deps: AssistDeps, signal: AbortSignal) => AsyncGenerator<AssistEvent, void> {
  return async function* run(request, deps, signal) {
    try {
      const failed = yield* look(task, ports, signal);
      signal.throwIfAborted();
      if (!failed && task.errors.length === 0) throw new AssistError("nothing-fails", { file: baseOf(task.file) });
      yield* rounds(await requestFor(task, failed, { request, ports, signal }), deps, signal);
    } catch (error) {
      yield closingOf(error, signal);
    }
  };
}

/** What fails now. A test that passes only sometimes is said, and proves nothing. */
async function* look(
  { file, errors, command }: ChecksTask,
  ports: DebugPorts,
  signal: AbortSignal,
): AsyncGenerator<AssistEvent, ProofRun | undefined> {
  const count = errors.length;
  const title =
    count === 1
      ? phrase("1 error in {file}", { file: baseOf(file) })
      : phrase("{count} errors in {file}", { count, file: baseOf(file) });
  const detail = errors.map(({ line, message }) => `line ${line}: ${message}`).join("\n");
  const about = [ports.uriOf(file)];
  yield { ...stepEvent({ id: "errors", kind: "reproduce", title, state: "done", detail }), about };
  if (command === undefined) return undefined;
  const id = "reproduce-tests";
  yield stepEvent({ id, kind: "reproduce", title: reproducedTitle({ command }), state: "running" });
  const run = await ports.run(command, signal);
  const { ms, output } = run;
  const isKnown = run.type !== "none" && run.type !== "flaky";
  yield stepEvent({
    id,
    kind: "reproduce",
    title: reproducedTitle(run),
    state: isKnown ? "done" : "failed",
    detail: output,
    ms,
  });
  return run.type === "failed" || run.type === "timed-out" ? run : undefined;
}

interface Around {
  readonly request: AssistRequest;
  readonly ports: DebugPorts;
  readonly signal: AbortSignal;
}

async function requestFor(
  { file, errors, tests }: ChecksTask,
  failed: ProofRun | undefined,
  { request, ports, signal }: Around,
): Promise<AssistRequest> {
  const text = (await ports.read(file)) ?? "";
  const line = errors[0]?.line ?? (failed && (await lineIn(file, failed, { request, ports, signal }))) ?? 1;
  const own: Anchor = { uri: ports.uriOf(file), lines: blockAround(text, line) };
  const output: readonly Anchor[] = failed ? [{ uri: "upshift-output:/tests", added: true, text: failed.output }] : [];
  return {
    ...request,
    task: "debug",
    instruction: wanted(file, errors, failed, request.instruction),
    anchors: [own, ...output],
    proof: {
      ...(failed ? { test: { command: failed.command, keep: tests } } : {}),
      ...(errors.length > 0 ? { noErrors: true } : {}),
    },
  };
}

/** Where the tests' output points to in the file. */
async function lineIn(file: string, { output }: ProofRun, { ports, signal }: Around): Promise<number | undefined> {
  const searched = { files: await ports.files(signal), read: (path: string) => ports.read(path) };
  const { places } = await placesOfTest({ path: file, title: "" }, output, searched);
  return places.find(({ path }) => path === file)?.line;
}

function wanted(file: string, errors: ChecksTask["errors"], failed: ProofRun | undefined, more: string): string {
  const named = errors
    .slice(0, MOST_ERRORS)
    .map(({ line, message }) => `- line ${line}: ${JSON.stringify(headOf(message, MOST_MESSAGE))}`);
  const parts = [
    ...(named.length > 0 ? [`These errors are reported in ${JSON.stringify(file)}:\n${named.join("\n")}`] : []),
    ...(failed
      ? [
          `The tests about ${JSON.stringify(file)} fail; what they print stands under "Terminal output". Do not change the tests.`,
        ]
      : []),
    "First name the cause in one sentence, then mend all of it.",
    ...(more === "" ? [] : [more]),
  ];
  return parts.join("\n\n");
}

function baseOf(path: string): string {
  return path.split("/").at(-1) ?? path;
}
