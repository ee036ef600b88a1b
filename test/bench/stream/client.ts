/** What is measured: one way of streaming an answer. */
export interface StreamClient {
  /** The text of an answer, in pieces. */
  stream(baseUrl: string): AsyncIterable<string>;
  /** Gets ready for a first request. */
  warm?(baseUrl: string): Promise<void>;
}

export const QUESTION = "hello";
