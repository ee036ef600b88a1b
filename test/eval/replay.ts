import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { NamedFiles } from "../../src/cli/files.ts";
import { seatsFrom } from "../../src/cli/seats.ts";
import { prepare } from "../../src/core/assist/assist.ts";
import { requestOf } from "./ask.ts";
import { judge, writeFiles } from "./judge.ts";
import type { Transcript } from "./store.ts";
import type { Task } from "./task.ts";

/** A stored answer whose verdict is another one today. */
export interface Changed {
  readonly task: string;
  readonly pick: string;
  readonly was: Transcript["verdict"];
  readonly is: Transcript["verdict"];
  readonly why: string;
}

export interface Replayed {
  readonly judged: number;
  readonly changed: readonly Changed[];
  /** Transcripts of tasks that are gone, or that hold no answer. */
  readonly left: readonly string[];
}

/** Judges stored answers with today's engines and checks. Asks no model. */
export async function replay(
  transcripts: readonly Transcript[],
  tasks: readonly Task[],
  signal: AbortSignal,
): Promise<Replayed> {
  const changed: Changed[] = [];
  const left: string[] = [];
  let judged = 0;
  for (const { task: id, pick, text, verdict: was } of transcripts) {
    const task = tasks.find((one) => one.id === id);
    if (!task || was === "error") {
      left.push(`${id} ${pick}`);
      continue;
    }
    const { verdict: is, why } = await judge(task, await restored(task, text, signal), signal);
    judged += 1;
    if (is !== was) changed.push({ task: id, pick, was, is, why });
  }
  return { judged, changed, left };
}

/** Puts back what was redacted: the same files give the same placeholders. */
async function restored(task: Task, text: string, signal: AbortSignal): Promise<string> {
  if (!text.includes("[[upshift-")) return text;
  const folder = await mkdtemp(path.join(os.tmpdir(), "upshift-eval-"));
  try {
    await writeFiles(folder, task.files);
    const clock = { now: () => Date.now(), monotonic: () => performance.now() };
    const deps = { context: new NamedFiles(folder), seats: () => seatsFrom({}), maxTokens: () => 16_000, clock };
    const { pack } = await prepare(requestOf(task, randomUUID(), "auto"), deps, signal);
    return pack.restore(text);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
