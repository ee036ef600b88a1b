import { AssistError } from "../../core/assist/errors.ts";
import { type Stopped, stoppedText, type StoppedFrame, type StoppedVariable } from "../../core/debug/stoppedText.ts";
import { sleep } from "../clock.ts";

// Shapes of the Debug Adapter Protocol, as far as they are read; a debugger may leave anything out.
interface DapFrame {
  readonly id?: number;
  readonly name?: string;
  readonly line?: number;
  readonly source?: { readonly path?: string; readonly name?: string };
}
interface DapScope {
  readonly variablesReference?: number;
  readonly expensive?: boolean;
  readonly presentationHint?: string;
}
interface DapVariable {
  readonly name?: string;
  readonly value?: string;
  readonly type?: string;
}
interface DapException {
  readonly exceptionId?: string;
  readonly description?: string;
  readonly details?: { readonly message?: string; readonly stackTrace?: string };
}

/** What is asked of a debugger: enough to see how it came to this, little enough for a prompt. */
const MOST_FRAMES = 12;
const FRAMES_WITH_VALUES = 3;
const MOST_SCOPES = 2;
const MOST_VARIABLES = 30;
/** A debugger that takes longer is not waited for; what it has told by then is used. */
const PATIENCE_MS = 5_000;
const waited = (): Promise<void> => sleep(PATIENCE_MS, new AbortController().signal);

/** Something with a debugger's requests, as `vscode.DebugSession` is. */
export interface Debugger {
  customRequest(command: string, args?: object): PromiseLike<unknown>;
}

/**
 * The stopped program as text: exception, stack, variables of the top frames. Throws `not-stopped` and, where not even the
 * stack came in time, `debugger-late`.
 */
export async function describeStopped(
  session: Debugger,
  threadId: number,
  patience: () => Promise<unknown> = waited,
): Promise<string> {
  const asking = new Asker(session, patience());
  const levels = { threadId, startFrame: 0, levels: MOST_FRAMES };
  const stack = (await asking.ask<{ stackFrames?: readonly DapFrame[] }>("stackTrace", levels))?.stackFrames ?? [];
  if (stack.length === 0) throw asking.failure();
  const exception = await asking.ask<DapException>("exceptionInfo", { threadId });
  const frames: StoppedFrame[] = [];
  for (const [index, frame] of stack.slice(0, MOST_FRAMES).entries()) {
    const variables = index < FRAMES_WITH_VALUES && frame.id !== undefined ? await variablesOf(frame.id, asking) : [];
    frames.push({ ...frameOf(frame), variables });
  }
  return stoppedText({ ...exceptionOf(exception), frames, isPartial: asking.isLate } satisfies Stopped);
}

async function variablesOf(frameId: number, asking: Asker): Promise<readonly StoppedVariable[]> {
  const scopes = (await asking.ask<{ scopes?: readonly DapScope[] }>("scopes", { frameId }))?.scopes ?? [];
  const found: StoppedVariable[] = [];
  for (const { variablesReference, expensive } of scopes.slice(0, MOST_SCOPES)) {
    if (!variablesReference || expensive) continue;
    const request = { variablesReference, start: 0, count: MOST_VARIABLES };
    const answer = await asking.ask<{ variables?: readonly DapVariable[] }>("variables", request);
    for (const { name = "", value = "", type = "" } of answer?.variables ?? []) found.push({ name, value, type });
  }
  return found.slice(0, MOST_VARIABLES);
}

function frameOf({ name = "", line = 0, source }: DapFrame): Omit<StoppedFrame, "variables"> {
  const file = source?.path ?? source?.name;
  return { name, line, ...(file === undefined ? {} : { file }) };
}

function exceptionOf(info: DapException | undefined): Pick<Stopped, "exception"> {
  if (!info?.exceptionId) return {};
  const { exceptionId: id, description = "", details } = info;
  return {
    exception: { id, description: description || (details?.message ?? ""), stack: details?.stackTrace ?? "" },
  };
}

/** Asks a debugger within one time for everything. A refused request, as of what it does not know, has no answer. */
class Asker {
  readonly #session: Debugger;
  readonly #over: Promise<typeof LATE>;
  isLate = false;

  constructor(session: Debugger, over: Promise<unknown>) {
    this.#session = session;
    this.#over = over.then(() => LATE);
  }

  async ask<T extends object>(command: string, args: object = {}): Promise<T | undefined> {
    if (this.isLate) return undefined;
    const answer = Promise.resolve(this.#session.customRequest(command, args)).catch(() => undefined);
    const first = await Promise.race([answer, this.#over]);
    if (first === LATE) this.isLate = true;
    return typeof first === "object" && first !== null ? (first as T) : undefined;
  }

  failure(): AssistError {
    return this.isLate
      ? new AssistError("debugger-late", { seconds: PATIENCE_MS / 1_000 })
      : new AssistError("not-stopped");
  }
}

const LATE = Symbol("late");
