import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { monthOf } from "../../src/core/ledger/ledger.ts";
import { MonthCache } from "../../src/core/ledger/months.ts";
import { createLedgerFile } from "../../src/extension/ledgerFile.ts";
import { entry } from "../helpers/make.ts";

const MONTH = monthOf(entry().at);
const line = (id: string): string => JSON.stringify(entry({ id, reason: "größer ≥ 名" }));

describe("the ledger's file", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "upshift-ledger-"));
    file = path.join(folder, `ledger-${MONTH}.jsonl`);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const read = async (cache: MonthCache): Promise<readonly string[]> =>
    (await cache.read(MONTH)).entries.map(({ id }) => id);

  it("is read from where the last read ended, with what another window added", async () => {
    const store = createLedgerFile(folder);
    const cache = new MonthCache(store);
    assert.deepEqual(await read(cache), []);
    await store.append(MONTH, line("a"));
    assert.deepEqual(await read(cache), ["a"]);
    appendFileSync(file, `${line("b")}\n${line("c").slice(0, 50)}`);
    assert.deepEqual(await read(cache), ["a", "b"]);
    await store.append(MONTH, line("d"));
    assert.deepEqual(await read(cache), ["a", "b", "d"]);
    writeFileSync(file, `${line("e")}\n`);
    assert.deepEqual(await read(cache), ["e"]);
  });

  it("is read in slices that cut no line and no character, however long a line is", async () => {
    const ids = Array.from({ length: 3_000 }, (_, index) => `id-${index}`);
    const long = JSON.stringify({ ...entry({ id: "long" }), extra: "名".repeat(500_000) });
    writeFileSync(file, `${[...ids.map(line), long, line("last")].join("\n")}\n`);
    assert.deepEqual(await read(new MonthCache(createLedgerFile(folder))), [...ids, "long", "last"]);
  });
});
