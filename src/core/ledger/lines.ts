import * as z from "zod/mini";
import type { LedgerEntry } from "./entry.ts";
import { isEntry, isHold, isSettled } from "./lineChecks.ts";

const count = z.int().check(z.nonnegative());

/** Money set aside for a request that runs; holds until it is settled or `until`, ms since the epoch. */
export const holdSchema = z.object({
  v: z.literal(1),
  type: z.literal("hold"),
  id: z.string(),
  session: z.string(),
  at: count,
  until: count,
  pico: count,
});
export type Hold = z.infer<typeof holdSchema>;

/** The request of a hold has ended; what it cost stands in its entries. */
export const settledSchema = z.object({ v: z.literal(1), type: z.literal("settled"), id: z.string(), at: count });
export type Settled = z.infer<typeof settledSchema>;

/** What a line of the file is. */
export type LedgerLine =
  | { readonly type: "entry"; readonly entry: LedgerEntry }
  | { readonly type: "hold"; readonly hold: Hold }
  | { readonly type: "settled"; readonly settled: Settled }
  /** Written by a later version of this file's schema. */
  | { readonly type: "newer" }
  /** Torn, or from elsewhere. */
  | { readonly type: "unreadable" };

/** Reads one line; never throws. Fields that are not known are left alone: lines are copied, never written anew. */
export function readLine(text: string): LedgerLine {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { type: "unreadable" };
  }
  if (isEntry(json)) return { type: "entry", entry: json };
  if (isHold(json)) return { type: "hold", hold: json };
  if (isSettled(json)) return { type: "settled", settled: json };
  return { type: isNewer(json) ? "newer" : "unreadable" };
}

function isNewer(json: unknown): boolean {
  return typeof json === "object" && json !== null && "v" in json && typeof json.v === "number" && json.v > 1;
}

/** Hears of lines as they are read for the first time. */
export interface LineListener {
  onEntry?(entry: LedgerEntry): void;
  onHold?(line: Hold | Settled): void;
}
