import type { ErrorCode } from "./errorCodes.ts";
import type { Failure } from "./errors.ts";
import { FAULTS, type FaultKind } from "./faultTable.ts";
import type { FaultClass, Retry, Failover } from "./faultTable.ts";

function isFaultKind(name: string): name is FaultKind {
  return Object.hasOwn(FAULTS, name);
}

/** Codes whose kind has another name, where a failure names none. */
const BY_CODE: Readonly<Partial<Record<ErrorCode, FaultKind>>> = {
  "context-too-long": "overflow",
  "bad-parameter": "bad-request",
  "bad-response": "unreadable",
  transport: "broken",
};

/** The kind of a failure; undefined for one that no model can cure, such as a missing selection. */
export function faultOf({ fault, code }: Failure): FaultKind | undefined {
  return fault ?? BY_CODE[code] ?? (isFaultKind(code) ? code : undefined);
}

export interface Remedy {
  readonly retry: Retry;
  readonly failover: Failover;
}

const NO_REMEDY: Remedy = { retry: "none", failover: "none" };

/** What may follow a failure. Nothing once text was shown: it is kept, and the user decides. */
export function remedyOf(failure: Failure, { shown }: { readonly shown: boolean }): Remedy {
  const kind = faultOf(failure);
  return kind === undefined || shown ? NO_REMEDY : FAULTS[kind];
}

/** Faults of an address: every model behind it has them. */
export function isFaultOfAddress(failure: Failure): boolean {
  const kind = faultOf(failure);
  return kind === "unreachable" || kind === "reset" || kind === "web-page";
}

const OUTAGES: ReadonlySet<FaultClass> = new Set([
  "server",
  "overloaded",
  "protocol",
  "truncated",
  "transport",
  "timeout",
  "stalled",
]);

/** A failure of the endpoint itself, which further requests will probably meet too. */
export function isOutage(failure: Failure): boolean {
  const kind = faultOf(failure);
  return kind !== undefined && kind !== "certificate" && kind !== "proxy" && OUTAGES.has(FAULTS[kind].class);
}
