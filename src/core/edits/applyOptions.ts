import type { Indentation } from "./rewrite.ts";

export interface ApplyOptions {
  /** What becomes of new lines when the quoted ones say nothing clear about indentation. */
  readonly indentation: Indentation;
  /** Each hunk lies below the one before it, as in a patch. */
  readonly ordered: boolean;
  /** What several places that fit alike mean: nothing safe, or the first, as some formats have it. */
  readonly several: "refuse" | "first";
}

export const SAFE: ApplyOptions = { indentation: "learned", ordered: false, several: "refuse" };
