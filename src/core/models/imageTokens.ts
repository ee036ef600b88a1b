/** Pixels of an image, and how closely the model is to look. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
  readonly detail?: "low" | "high";
}

/** What a picture counts as where no model is known yet. */
export const PICTURE_TOKENS = 1_000;

export interface ImageTokens {
  readonly tokens: number;
  /** The maker publishes no formula for this model; a sister's was taken. */
  readonly estimated: boolean;
}

type Formula =
  | { readonly kind: "tiles"; readonly base: number; readonly perTile: number }
  | { readonly kind: "patches"; readonly budget: number; readonly multiplier: number }
  | { readonly kind: "area"; readonly pixelsPerToken: number }
  | { readonly kind: "squares"; readonly side: number; readonly small: number; readonly perSquare: number };

interface Row {
  readonly name: RegExp;
  readonly formula: Formula;
  readonly estimated?: true;
}

const tiles = (base: number, perTile: number): Formula => ({ kind: "tiles", base, perTile });
const patches = (budget: number, multiplier: number): Formula => ({ kind: "patches", budget, multiplier });

/**
 * First match wins. OpenAI: vision guide, as in openai-image-token-calculator (MIT, 2026-05-11); Claude: about
 * width × height ÷ 750; Gemini: 258 a square of 768 pixels.
 */
const ROWS: readonly Row[] = [
  { name: /^gpt-4o-mini/, formula: tiles(2_833, 5_667) },
  { name: /^gpt-(?:4\.1|5|5\.4)-mini/, formula: patches(1_536, 1.62) },
  { name: /^gpt-(?:4\.1|5|5\.4)-nano/, formula: patches(1_536, 2.46) },
  { name: /^o4-mini/, formula: patches(1_536, 1.72) },
  { name: /^gpt-5\.[23]/, formula: patches(1_536, 1) },
  { name: /^gpt-5\.[45](?!\d)/, formula: patches(2_500, 1) },
  { name: /^gpt-5(?:\.1)?(?![.\d])/, formula: tiles(70, 140) },
  { name: /^o[13](?!\d)/, formula: tiles(75, 150) },
  { name: /^gpt-4/, formula: tiles(85, 170) },
  { name: /^(?:gpt-(?:5\.[6-9]|[6-9])|o\d)/, formula: patches(2_500, 1), estimated: true },
  { name: /claude/, formula: { kind: "area", pixelsPerToken: 750 } },
  { name: /gemini|gemma/, formula: { kind: "squares", side: 768, small: 384, perSquare: 258 } },
];
const FALLBACK: Row = { name: /^/, formula: tiles(85, 170), estimated: true };

const LONGEST_SIDE = 2_048;
const SHORT_SIDE = 768;
const TILE = 512;
const PATCH = 32;

/** Tokens that `model` takes for an image, before any scale of its text tokens. */
export function imageTokens(model: string, size: ImageSize): ImageTokens {
  const name = model.toLowerCase().replace(/^.*\//, "");
  const { formula, estimated = false } = ROWS.find((row) => row.name.test(name)) ?? FALLBACK;
  return { tokens: tokensBy(formula, size), estimated };
}

function tokensBy(formula: Formula, size: ImageSize): number {
  switch (formula.kind) {
    case "tiles":
      return size.detail === "low" ? formula.base : formula.base + formula.perTile * tilesOf(size);
    case "patches":
      return Math.ceil(Math.min(patchesOf(size), formula.budget) * formula.multiplier);
    case "area":
      return Math.ceil((size.width * size.height) / formula.pixelsPerToken);
    case "squares": {
      const isSmall = size.width <= formula.small && size.height <= formula.small;
      return formula.perSquare * (isSmall ? 1 : cells(size, formula.side));
    }
  }
}

/** Fitted into 2048², then the short side to 768 at most; counted in squares of 512. */
function tilesOf(size: ImageSize): number {
  const fitted = shrunk(size, LONGEST_SIDE / Math.max(size.width, size.height));
  return cells(shrunk(fitted, SHORT_SIDE / Math.min(fitted.width, fitted.height)), TILE);
}

function patchesOf(size: ImageSize): number {
  return cells(shrunk(size, LONGEST_SIDE / Math.max(size.width, size.height)), PATCH);
}

function shrunk({ width, height }: ImageSize, ratio: number): ImageSize {
  const by = Math.min(1, ratio);
  return { width: width * by, height: height * by };
}

function cells({ width, height }: ImageSize, side: number): number {
  return Math.ceil(width / side) * Math.ceil(height / side);
}
