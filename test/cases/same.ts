import { isDeepStrictEqual } from "node:util";

/** Passed when what our engine gave is what the case wants; else failed, with the first difference. */
export function same(gave: unknown, wanted: unknown): { readonly verdict: "passed" | "failed"; readonly why?: string } {
  if (isDeepStrictEqual(gave, wanted)) return { verdict: "passed" };
  return { verdict: "failed", why: `gave ${short(gave)} instead of ${short(wanted)}` };
}

function short(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 160);
}
