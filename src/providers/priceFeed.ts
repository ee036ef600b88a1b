import { AssistError, isAssistError } from "../core/assist/errors.ts";
import { mapNetworkError } from "./mapError.ts";

/** Where the makers of the price list publish it: the address that their library names too. */
export const PRICE_FEED = "https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json";

const MOST_BYTES = 16 * 1_024 * 1_024;
const LONGEST_MS = 60_000;

/**
 * The published price list as JSON. A plain question without key, cookie or any word about the user. Throws `AssistError`;
 * after an abort whatever `fetch` throws.
 */
export async function fetchPriceFeed(signal: AbortSignal, address = PRICE_FEED): Promise<unknown> {
  const facts = { host: new URL(address).host };
  const limit = AbortSignal.timeout(LONGEST_MS);
  try {
    const response = await globalThis.fetch(address, {
      headers: { accept: "application/json", "user-agent": "Upshift" },
      redirect: "error",
      credentials: "omit",
      signal: AbortSignal.any([signal, limit]),
    });
    if (!response.ok) throw new AssistError("server", facts, `HTTP ${response.status}`);
    return parse(await readAll(response, facts), facts);
  } catch (error) {
    if (signal.aborted || isAssistError(error)) throw error;
    if (limit.aborted) throw new AssistError("unreachable", facts, `no list within ${LONGEST_MS} ms`);
    throw mapNetworkError(error, facts, false);
  }
}

async function readAll({ body }: Response, facts: { readonly host: string }): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new AssistError("bad-response", facts, "the list is too long");
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string, facts: { readonly host: string }): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AssistError("bad-response", facts, "the list is not JSON");
  }
}
