/** What is to be expected of a model from how fast it was. */
export interface MeasuredSpeed {
  /** ms to the first token, the median. */
  readonly firstMs: number;
  readonly tokensPerSecond: number;
}
