/** A model as its endpoint lists it; absent fields were not given. */
export interface ListedModel {
  readonly id: string;
  /** Prompt and answer together, in tokens. */
  readonly contextWindow?: number;
  /** Longest answer, in tokens. */
  readonly maxOutput?: number;
  readonly images?: boolean;
  readonly tools?: boolean;
  /** `YYYY-MM-DD` */
  readonly shutdownDate?: string;
  readonly replacement?: string;
}
