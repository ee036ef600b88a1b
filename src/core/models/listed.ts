/** What an endpoint asks for a model, in US dollars per million tokens. */
export interface ListedTariff {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  /** Day it was read, `YYYY-MM-DD`; set where it is kept. */
  readonly day?: string;
}

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
  /** Whether it was in its server's memory when it was listed. */
  readonly loaded?: boolean;
  /** Never of zeros, and none where long prompts cost something else. */
  readonly tariff?: ListedTariff;
}
