import cl100kRanks from "gpt-tokenizer/bpeRanks/cl100k_base";
import o200kRanks from "gpt-tokenizer/bpeRanks/o200k_base";
import p50kRanks from "gpt-tokenizer/bpeRanks/p50k_base";
import r50kRanks from "gpt-tokenizer/bpeRanks/r50k_base";
import {
  CL100K_TOKEN_SPLIT_REGEX,
  O200K_TOKEN_SPLIT_REGEX,
  R50K_TOKEN_SPLIT_REGEX,
} from "gpt-tokenizer/encodingParams/constants";
import * as z from "zod";
import { Encoding, type Vocabulary } from "../../../src/engines/tokens/encoding.ts";
import { judgeEach, type CaseSet } from "../cases.ts";

/** The product ships o200k only; older vocabularies go through the same engine. gpt2 and p50k_edit have no tokens of their own. */
const VOCABULARIES: Readonly<Record<string, Vocabulary>> = {
  gpt2: { ranks: r50kRanks, split: R50K_TOKEN_SPLIT_REGEX },
  r50k_base: { ranks: r50kRanks, split: R50K_TOKEN_SPLIT_REGEX },
  p50k_base: { ranks: p50kRanks, split: R50K_TOKEN_SPLIT_REGEX },
  p50k_edit: { ranks: p50kRanks, split: R50K_TOKEN_SPLIT_REGEX },
  cl100k_base: { ranks: cl100kRanks, split: CL100K_TOKEN_SPLIT_REGEX },
  o200k_base: { ranks: o200kRanks, split: O200K_TOKEN_SPLIT_REGEX },
};

const TokenCase = z.object({
  id: z.string(),
  encoding: z.string(),
  text: z.string(),
  expect: z.object({ tokens: z.array(z.int()) }),
});

const encodings = new Map<string, Encoding>();

function encodingOf(name: string): Encoding | undefined {
  const known = encodings.get(name);
  const vocabulary = VOCABULARIES[name];
  if (known || !vocabulary) return known;
  const made = new Encoding(vocabulary);
  encodings.set(name, made);
  return made;
}

const vectors = judgeEach(TokenCase, ({ encoding, text, expect }) => {
  const engine = encodingOf(encoding);
  if (!engine) return { verdict: "skipped", why: `there is no vocabulary ${encoding}` };
  const gave = engine.encode(text);
  const same = gave.length === expect.tokens.length && gave.every((token, index) => token === expect.tokens[index]);
  if (!same) return { verdict: "failed", why: `gave ${gave.join(" ")}`, gave };
  return engine.count(text) === gave.length
    ? { verdict: "passed", gave }
    : { verdict: "failed", why: `counted ${engine.count(text)} tokens, made ${gave.length}`, gave };
});

export const tokeniser: CaseSet = { folder: "cases/tokeniser", files: { "vectors.json": vectors } };
