import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { entriesIn, Months } from "../../src/core/ledger/months.ts";
import { Totals } from "../../src/core/ledger/totals.ts";
import { reportOn } from "../../src/core/ledger/report.ts";
import { monthOf } from "../../src/core/ledger/time.ts";
import { LedgerFile } from "../../src/extension/ledgerFile.ts";
import { FAULTS, failingFiles } from "../helpers/failingFiles.ts";
import { entry } from "../helpers/make.ts";

const MONTH = monthOf(entry().at);
const line = (id: string): string => JSON.stringify(entry({ id, request: id, reason: "größer ≥ 名" }));

describe("the ledger's file", () => {
  let folder: string;
  let file: string;
  let store: LedgerFile;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(tmpdir(), "upshift-ledger-"));
    file = path.join(folder, `ledger-${MONTH}.jsonl`);
    store = new LedgerFile(folder);
  });
  afterEach(() => {
    store.dispose();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const idsIn = (): readonly string[] => entriesIn(fs.readFileSync(file, "utf8")).map(({ id }) => id);
  const requestsIn = async (months: Months): Promise<number> => {
    const totals = new Totals();
    (await months.read(MONTH)).mergeInto(totals, 0);
    return reportOn(totals).requests;
  };

  it("is read from where the last read ended, with what another window added", async () => {
    const months = new Months(store);
    assert.equal(await requestsIn(months), 0);
    await store.append(MONTH, line("a"));
    assert.equal(await requestsIn(months), 1);
    fs.appendFileSync(file, `${line("b")}\n${line("c").slice(0, 50)}`);
    assert.equal(await requestsIn(months), 2);
    await store.append(MONTH, line("d"));
    assert.equal(await requestsIn(months), 3);
    fs.writeFileSync(file, `${line("e")}\n`);
    assert.equal(await requestsIn(months), 1);
  });

  it("is read in slices that cut no line and no character, however long a line is", async () => {
    const ids = Array.from({ length: 3_000 }, (_, index) => `id-${index}`);
    const long = JSON.stringify({ ...entry({ id: "long", request: "long" }), extra: "名".repeat(500_000) });
    fs.writeFileSync(file, `${[...ids.map(line), long, line("last")].join("\n")}\n`);
    assert.equal(await requestsIn(new Months(store)), ids.length + 2);
  });

  it("lets others have their turn between the slices of a long file", async () => {
    const ids = Array.from({ length: 6_000 }, (_, index) => `id-${index}`);
    fs.writeFileSync(file, `${ids.map(line).join("\n")}\n`);
    let turns = 0;
    const count = (): void => void (turns += 1);
    let next = setImmediate(function again() {
      count();
      next = setImmediate(again);
    });
    await requestsIn(new Months(store));
    clearImmediate(next);
    assert.ok(turns >= Math.floor(fs.statSync(file).size / (512 * 1_024)), `${turns} turns`);
  });

  it("stores totals that the next start goes on from", async () => {
    for (const id of ["a", "b"]) await store.append(MONTH, line(id));
    const months = new Months(store);
    await months.read(MONTH);
    await months.store();
    await store.append(MONTH, line("c"));
    // A change that the totals do not know tells whether they were used.
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace('"input":100', '"input":999'));
    const totals = new Totals();
    (await new Months(store).read(MONTH)).mergeInto(totals, 0);
    const { requests, tokens } = reportOn(totals);
    assert.deepEqual([requests, tokens.input], [3, 300]);
  });

  it("counts anew where a byte of the stored totals is another one", async () => {
    for (const id of ["a", "b"]) await store.append(MONTH, line(id));
    const months = new Months(store);
    await months.read(MONTH);
    await months.store();
    const stored = file.replace(".jsonl", ".totals.json");
    const bytes = fs.readFileSync(stored);
    for (const at of [0, bytes.indexOf("zone"), bytes.indexOf("140000000"), bytes.length - 1]) {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ 1;
      fs.writeFileSync(stored, other);
      await assert.rejects(store.readTotals(MONTH));
      assert.equal(await requestsIn(new Months(store)), 2);
    }
  });

  it("goes on in a new file when the old one was deleted under it", async () => {
    await store.append(MONTH, line("a"));
    fs.rmSync(file);
    await store.append(MONTH, line("b"));
    assert.deepEqual(idsIn(), ["b"]);
  });

  it("puts in the newline that a torn line lacks", async () => {
    fs.writeFileSync(file, `${line("a")}\n{"tor`);
    await store.append(MONTH, line("b"));
    assert.deepEqual(idsIn(), ["a", "b"]);
  });

  it("counts the lines behind one that was torn within a character", async () => {
    const torn = Buffer.from(line("torn"));
    fs.writeFileSync(file, torn.subarray(0, torn.indexOf("ß") + 1));
    await store.append(MONTH, line("a"));
    const months = new Months(store);
    assert.equal(await requestsIn(months), 1);
    await store.append(MONTH, line("b"));
    assert.equal(await requestsIn(months), 2);
    await months.store();
    await store.append(MONTH, line("c"));
    assert.equal(await requestsIn(new Months(store)), 3);
  });

  it("knows its months, and what they hold", async () => {
    await store.append("2026-10", line("a"));
    await store.append("2026-11", line("b"));
    await store.writeTotals("2026-09", () => "");
    assert.deepEqual(await store.months(), ["2026-09", "2026-10", "2026-11"]);
    assert.deepEqual([await store.holds("2026-10", '"a"'), await store.holds("2026-11", '"a"')], [true, false]);
    await store.remove("2026-10", { keepTotals: false });
    assert.deepEqual(await store.months(), ["2026-09", "2026-11"]);
  });

  describe("with a file system that fails", () => {
    for (const how of FAULTS) {
      it(`loses nothing that it acknowledged and doubles nothing, whichever call fails (${how})`, async () => {
        for (let n = 1; ; n += 1) {
          fs.rmSync(file, { force: true });
          const layer = failingFiles(n, how);
          const failed = new LedgerFile(folder, layer);
          const acknowledged: string[] = [];
          let refused = 0;
          for (const id of ["a", "b", "c", "d"]) {
            // As the ledger does: what was refused is given again before the next.
            for (let tries = 0; tries < 2; tries += 1) {
              const isSafe = await failed.append(MONTH, line(id)).then(
                () => true,
                () => false,
              );
              if (isSafe) acknowledged.push(id);
              else refused += 1;
              if (isSafe) break;
            }
          }
          try {
            failed.dispose();
          } catch {
            // The last call may be the one that fails.
          }
          assert.deepEqual(idsIn(), acknowledged, `call ${n}`);
          assert.deepEqual(acknowledged, ["a", "b", "c", "d"]);
          if (layer.calls < n) return assert.equal(refused, 0);
        }
      });
    }
  });
});
