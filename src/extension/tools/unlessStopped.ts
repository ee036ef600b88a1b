/** Waits for a person, but not longer than their request runs. */
export async function unlessStopped<T>(answer: Thenable<T>, signal: AbortSignal): Promise<T | undefined> {
  const stopped = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  return await Promise.race([answer, stopped]);
}
