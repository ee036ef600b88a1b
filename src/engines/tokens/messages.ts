/* What host and worker say to each other. */

export interface CountRequest {
  readonly id: number;
  readonly texts: readonly string[];
}

/** `tokens` in the order of the texts. The first message of a worker has id 0: it is ready. */
export interface CountReply {
  readonly id: number;
  readonly tokens: readonly number[];
}
