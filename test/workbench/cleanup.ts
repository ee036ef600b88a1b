import { constants } from "node:os";

/** Runs when the process ends, whatever ends it. Synchronous, because nothing else still runs then. */
export type Cleanup = () => void;

/** What a terminal or a supervisor sends to end a process. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const PARENT_CHECK_MS = 1_000;

const cleanups = new Set<Cleanup>();
let isListening = false;

/** Registers a clean-up for the end of the process, signals and uncaught errors included; returns what unregisters it. */
export function onExit(cleanup: Cleanup): () => void {
  cleanups.add(cleanup);
  listen();
  return () => void cleanups.delete(cleanup);
}

function listen(): void {
  if (isListening) return;
  isListening = true;
  process.on("exit", () => {
    for (const cleanup of [...cleanups].toReversed()) cleanup();
  });
  for (const signal of SIGNALS) process.on(signal, () => process.exit(128 + constants.signals[signal]));
}

/** Ends this process when its parent is gone: a parent that was killed can no longer pass a signal on. */
export function exitWithParent(): void {
  const parent = process.ppid;
  const check = (): void => {
    if (process.ppid !== parent) process.exit(128 + constants.signals.SIGHUP);
  };
  setInterval(check, PARENT_CHECK_MS).unref();
}
