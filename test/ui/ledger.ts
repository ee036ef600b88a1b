import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { LedgerEntry } from "../../src/core/ledger/entry.ts";
import { readLine } from "../../src/core/ledger/lines.ts";
import { sumCosts } from "../../src/core/models/money.ts";
import { sumText } from "../../src/util/costText.ts";
import { english } from "../../src/util/phrase.ts";
import type { Server } from "../workbench/host.ts";

/** Every entry that the windows of a server have booked, as it stands on its disk between lines of other kinds. */
export function readLedger({ dir }: Pick<Server, "dir">): readonly LedgerEntry[] {
  return globSync("data/User/globalStorage/upshift.upshift/ledger-*.jsonl", { cwd: dir })
    .toSorted()
    .flatMap((file) => readFileSync(path.join(dir, file), "utf8").split("\n"))
    .filter((line) => line !== "")
    .flatMap((text) => {
      const line = readLine(text);
      if (line.type === "unreadable" || line.type === "newer") throw new Error(`No line of ours: ${text}`);
      return line.type === "entry" ? [line.entry] : [];
    });
}

/** What entries cost together, exactly and as every surface has to write it. */
export function sumOf(entries: readonly LedgerEntry[]): { readonly pico: bigint; readonly text: string } {
  const sum = sumCosts(entries.map(({ cost }) => cost));
  return { pico: sum.pico + sum.simulatedPico, text: sumText(sum, { t: english, locale: "en" }) };
}
