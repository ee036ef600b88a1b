import type { LedgerEntry } from "./entry.ts";
import type { Hold, Settled } from "./holds.ts";
import { isEntry, isHold, isSettled } from "./lineChecks.ts";

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
