/** Longest wait for an answer of a language server, ms. A large project takes seconds; a server that hangs, for ever. */
const PATIENCE_MS = 10_000;

/** What did not come in time. */
export const LATE = "late";

/** The answer, or {@link LATE} after `ms`, after a fault, or when `signal` aborts. What comes later is not listened to. */
export async function inTime<T>(answer: Thenable<T>, signal: AbortSignal, ms = PATIENCE_MS): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  let leave = (): void => undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    leave = () => resolve(LATE);
    timer = setTimeout(leave, signal.aborted ? 0 : ms);
    signal.addEventListener("abort", leave, { once: true });
  });
  try {
    return await Promise.race([Promise.resolve(answer).catch((): typeof LATE => LATE), late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", leave);
  }
}
