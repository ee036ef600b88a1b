import { cpus } from "node:os";
import { sleep } from "../workbench/host.ts";

const SAMPLE_MS = 250;
const CALM_SHARE = 0.8;

/** Waits until the processors are mostly idle, so that the end of one launch does not weigh on the next; not for ever. */
export async function untilCalm(limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  for (let before = processorTime(); Date.now() < end;) {
    await sleep(SAMPLE_MS);
    const now = processorTime();
    if ((now.idle - before.idle) / (now.all - before.all) >= CALM_SHARE) return;
    before = now;
  }
}

function processorTime(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const idle = times.reduce((sum, time) => sum + time.idle, 0);
  return { idle, all: times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, idle) };
}
