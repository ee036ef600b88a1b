import { type ImageSize, imageTokens, PICTURE_TOKENS } from "./imageTokens.ts";
import type { TokenScale } from "./tokenFamilies.ts";

/** A prompt's size for one model, in its own tokens. */
export interface PromptSize {
  readonly tokens: number;
  /** Not exceeded but by surprise: what budgets and the room for reading on are checked with. */
  readonly most: number;
}

/** A prompt's size in tokens of o200k_base, as its pack says. */
export interface CountedPrompt {
  readonly tokens: number;
  readonly counted?: true;
  readonly pictures?: readonly ImageSize[];
}

/** By how much a count from characters may fall short (measured on 1,200 source files). */
const ESTIMATE_ERROR = 0.15;
/** For a picture whose formula or size nobody knows. */
const PICTURE_ERROR = 1;

/** What a prompt is for a model: its texts in the model's own tokens, its pictures by the maker's formula. */
export function promptSize(
  { tokens, counted, pictures = [] }: CountedPrompt,
  model: string,
  scale: TokenScale,
): PromptSize {
  const texts = (tokens - pictures.length * PICTURE_TOKENS) * scale.factor;
  const images = pictures.map((picture) => imageTokens(model, picture));
  const seen = images.reduce((sum, image) => sum + image.tokens, 0);
  const unsure = images.reduce((sum, image) => sum + (image.estimated ? image.tokens * PICTURE_ERROR : 0), 0);
  const most = texts * (1 + scale.error + (counted ? 0 : ESTIMATE_ERROR)) + seen + unsure;
  return { tokens: Math.round(texts + seen), most: Math.ceil(most) };
}
