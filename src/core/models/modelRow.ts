import type { Effort } from "./model.ts";
import type { ParameterFamily } from "./parameterFamily.ts";
import type { DollarRates } from "./price.ts";

/** A model as its maker lists it. Absent fields are not known; without a price it has none or goes by the hour. */
export interface ModelRow extends Partial<DollarRates> {
  readonly id: string;
  /** Above this many prompt tokens the whole request moves to these rates. */
  readonly above?: DollarRates & { readonly tokens: number };
  /** The price engine's list is behind: this price goes before it. */
  readonly patched?: boolean;
  /** Prompt and answer together, in tokens. */
  readonly window?: number;
  readonly maxOutput?: number;
  /** What it reads besides text. */
  readonly reads?: readonly Modality[];
  /** How much it can be told to reason, least first; absent for models that do not reason or take no such word. */
  readonly efforts?: readonly Effort[];
  readonly parameters?: ParameterFamily;
  /** `YYYY-MM-DD` */
  readonly shutdown?: string;
  readonly replacement?: string;
}

export type Modality = "image" | "audio" | "video" | "pdf";
