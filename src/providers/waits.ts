import { asCount } from "./json.ts";

/** Reads a header by its lower-case name. */
export type HeaderOf = (name: string) => string | null;

/** A longer wait cannot be told as a time of day. */
const DAY_MS = 86_400_000;

/**
 * Milliseconds that the server asks to wait: `retry-after-ms`, Azure's own header, `retry-after` as seconds or date.
 * Undefined where it says nothing or names more than a day.
 */
export function retryAfter(header: HeaderOf, now: number): number | undefined {
  const wait = askedWait(header, now);
  return wait === undefined || wait > DAY_MS ? undefined : wait;
}

function askedWait(header: HeaderOf, now: number): number | undefined {
  const exact = asCount(Number(header("retry-after-ms") ?? header("x-ms-retry-after-ms") ?? Number.NaN));
  if (exact !== undefined) return exact;
  const value = header("retry-after");
  if (value === null) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, Math.round(seconds * 1_000));
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** What is left of a limit, as the endpoint reports it with every answer. */
export interface Room {
  /** 0 to 1: the scarcer of requests and tokens. */
  readonly share: number;
  /** Milliseconds until that limit is whole again; absent where the endpoint does not say. */
  readonly resetMs?: number;
}

const LIMITS = ["requests", "tokens"] as const;

/** `x-ratelimit-{limit,remaining,reset}-{requests,tokens}`, as OpenAI and the servers that copy it send them. */
export function roomOf(header: HeaderOf): Room | undefined {
  const rooms = LIMITS.flatMap((name): Room[] => {
    const limit = asCount(numberIn(header(`x-ratelimit-limit-${name}`)));
    const left = asCount(numberIn(header(`x-ratelimit-remaining-${name}`)));
    if (limit === undefined || left === undefined || limit === 0) return [];
    const resetMs = durationMs(header(`x-ratelimit-reset-${name}`));
    return [{ share: Math.min(1, left / limit), ...(resetMs === undefined ? {} : { resetMs }) }];
  });
  return rooms.toSorted((a, b) => a.share - b.share)[0];
}

function numberIn(text: string | null): number {
  return text === null || text.trim() === "" ? Number.NaN : Number(text);
}

const UNITS_MS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** `6m0s`, `300ms`, `1.5s`; a bare number is seconds. */
export function durationMs(text: string | null | undefined): number | undefined {
  if (text === null || text === undefined || text === "") return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1_000);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) return undefined;
  return Math.round(parts.reduce((sum, [, count = "0", unit = ""]) => sum + Number(count) * (UNITS_MS[unit] ?? 0), 0));
}
