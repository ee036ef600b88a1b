/** What a benchmark and its extension in the extension host must agree on. */

/** One call into the extension host; JSON lines over a connection that the host opens. */
export interface HostCall {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

export interface HostReply {
  readonly id: number;
  readonly output?: unknown;
  /** Stack of what was thrown. */
  readonly error?: string;
}

/** Names the benchmark's port in the environment of the host. */
export const LINK_PORT = "UPSHIFT_BENCH_PORT";
/** Names the address of the benchmark's model endpoint there. */
export const ENDPOINT_URL = "UPSHIFT_BENCH_ENDPOINT";
/** The view that shows the page of a benchmark. */
export const BENCH_VIEW = "bench.view";
