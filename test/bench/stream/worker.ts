import { createHash } from "node:crypto";
import type { StreamClient } from "./client.ts";

/*
 * A process that measures one client. Started with the file of its bundle; what it is asked comes as messages.
 */

export type Ask =
  | { readonly type: "first"; readonly baseUrl: string; readonly warm: boolean }
  | { readonly type: "burst"; readonly baseUrl: string; readonly streams: number }
  | { readonly type: "wait"; readonly baseUrl: string; readonly times: number };

export interface Told {
  /** What was asked for took this long, in ms; for `wait` the median to the first text. */
  readonly ms: number;
  readonly cpuMs: number;
  /** Hash of all texts. */
  readonly text: string;
}

const [, , bundle = ""] = process.argv;
let client: StreamClient | undefined;

async function load(): Promise<StreamClient> {
  client ??= ((await import(bundle)) as { readonly client: StreamClient }).client;
  return client;
}

async function readAll(baseUrl: string): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of (await load()).stream(baseUrl)) pieces.push(piece);
  return pieces.join("");
}

/** ms to the first text; the answer is read to its end. */
async function firstText(baseUrl: string): Promise<number> {
  const start = performance.now();
  let first: number | undefined;
  for await (const piece of (await load()).stream(baseUrl)) if (piece !== "") first ??= performance.now() - start;
  return first ?? Number.NaN;
}

async function measure(ask: Ask): Promise<Told> {
  const none = { cpuMs: 0, text: "" };
  if (ask.type === "first") {
    if (ask.warm) {
      await (await load()).warm?.(ask.baseUrl);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const start = performance.now();
    await load();
    const loaded = performance.now() - start;
    return { ...none, ms: loaded + (await firstText(ask.baseUrl)) };
  }
  if (ask.type === "wait") {
    const waits: number[] = [];
    for (let count = 0; count < ask.times; count += 1) waits.push(await firstText(ask.baseUrl));
    return { ...none, ms: waits.toSorted((a, b) => a - b)[Math.floor(ask.times / 2)] ?? Number.NaN };
  }
  globalThis.gc?.();
  const before = process.cpuUsage();
  const start = performance.now();
  const texts = await Promise.all(Array.from({ length: ask.streams }, () => readAll(ask.baseUrl)));
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { ms, cpuMs: (user + system) / 1_000, text: createHash("sha256").update(texts.join("|")).digest("hex") };
}

process.on("message", (ask: Ask) => {
  void measure(ask).then(
    (told) => process.send?.(told),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.send?.({ ready: true });
