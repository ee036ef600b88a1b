/** How text gets from the conversation to the webview: our way, what others do, and nothing in between at all. */
export type RelayKind = "ours" | "per-token" | "whole-text" | "bare";

/** One answer to stream. */
export interface RelayPlan {
  readonly kind: RelayKind;
  readonly tokens: number;
  readonly tokenLength: number;
  readonly perSecond: number;
}

/** What came of it. Lags are ms from the provider's yield of a token to the page's handler that has it. */
export interface RelayRun {
  readonly firstLagMs: number;
  readonly medianLagMs: number;
  readonly p99LagMs: number;
  /** CPU time of the extension host, from the question to the page's word that it has everything. */
  readonly cpuMs: number;
  /** Messages that brought text. */
  readonly posts: number;
  /** Hash of the text in the page. */
  readonly digest: string;
}

/** When the page's text had reached which length. */
export interface Arrival {
  /** ms since the epoch. */
  readonly at: number;
  readonly length: number;
}

/** What the page says. */
export type FromRelayPage =
  | { readonly type: "ready" }
  | { readonly type: "done" }
  | { readonly type: "report"; readonly text: string; readonly arrivals: readonly Arrival[] };

/** What the page is told beside the product's own messages. */
export type ToRelayPage = { readonly type: "bench"; readonly wants: "reset" | "done" | "report" };

/** Letters of one length for each token, different in each. */
export function tokenText(index: number, length: number): string {
  return `${index.toString(36).padStart(length - 1, "x")} `;
}

/** Each token's lag; `sent` holds when it was yielded. Infinity for one that did not arrive. */
export function lagsOf(sent: readonly number[], tokenLength: number, arrivals: readonly Arrival[]): readonly number[] {
  let next = 0;
  return sent.map((at, index) => {
    while (next < arrivals.length && (arrivals[next]?.length ?? 0) < (index + 1) * tokenLength) next++;
    return (arrivals[next]?.at ?? Infinity) - at;
  });
}
