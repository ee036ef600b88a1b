import type { Tokenizer } from "../ports.ts";
import { type ContextPack, resized } from "./pack.ts";
import { framesOf, textsOf } from "./size.ts";

/** The pack with exact sizes where counts are to be had, else as it is, with estimates. */
export async function counted(pack: ContextPack, tokenizer: Tokenizer | undefined): Promise<ContextPack> {
  const { messages, tools, items, summary } = pack;
  const sent = textsOf(messages, tools);
  const counts = await tokenizer?.count([...sent, ...items.map(({ text }) => text)]);
  if (!counts) return pack;
  const tokens = counts.slice(0, sent.length).reduce((sum, count) => sum + count, framesOf(messages));
  const parts = summary.parts.map((part, index) => ({ ...part, tokens: counts[sent.length + index] ?? part.tokens }));
  return resized(pack, { tokens, counted: true, parts });
}
