import ranks from "gpt-tokenizer/bpeRanks/o200k_base";
import { O200K_TOKEN_SPLIT_REGEX } from "gpt-tokenizer/encodingParams/constants";
import { Encoding } from "./encoding.ts";

/** The encoding of OpenAI's models since GPT-4o; counts of other families are multiples of it. Some 70 MB, 150 ms. */
export function createO200k(): Encoding {
  return new Encoding({ ranks, split: O200K_TOKEN_SPLIT_REGEX });
}
