import type { Endpoint } from "./endpoint.ts";

export interface Ask {
  readonly model?: string;
  readonly stream?: boolean;
  readonly key?: string;
  readonly more?: object;
  readonly signal?: AbortSignal;
}

export const HELLO = [{ role: "user", content: "Hello" }];

/** Asks a model to say hello. Redirects are not followed. */
export function ask(
  { baseUrl }: Endpoint,
  { model = "demo-mini", stream = true, key, more = {}, signal }: Ask = {},
): Promise<Response> {
  return fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/json", ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ model, stream, messages: HELLO, ...more }),
    ...(signal ? { signal } : {}),
  });
}

/** Everything that arrived before the connection ended, broke, or had been silent for `ms`. */
export async function read(
  response: Response,
  ms = 300,
): Promise<{ readonly bytes: Buffer; readonly end: "fin" | "destroy" | "hang" }> {
  const parts: Uint8Array[] = [];
  const reader = response.body?.getReader();
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const next = await Promise.race([
      reader?.read().catch(() => "destroy" as const),
      new Promise<"hang">((done) => {
        timer = setTimeout(() => done("hang"), ms);
      }),
    ]);
    clearTimeout(timer);
    if (next === undefined || next === "destroy" || next === "hang") {
      await reader?.cancel().catch(() => undefined);
      return { bytes: Buffer.concat(parts), end: next ?? "fin" };
    }
    if (next.done) return { bytes: Buffer.concat(parts), end: "fin" };
    parts.push(next.value);
  }
}
