import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { entriesIn } from "../../src/core/ledger/months.ts";
import { EACH, Spender } from "../helpers/budgetSpender.ts";

const FITTING = 25;
const LIMIT = FITTING * EACH.pico;

describe("a budget that two processes spend at the same time", () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(tmpdir(), "upshift-budget-"))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("is never passed, and can be spent to its end", async function () {
    this.timeout(60_000);
    const script = path.join(import.meta.dirname, "../helpers/budgetSpender.ts");
    const run = promisify(execFile);
    const windows = ["one", "other"].map((name) =>
      run(process.execPath, ["--no-warnings", script, folder, name, "40", String(LIMIT)]),
    );
    const granted = (await Promise.all(windows)).reduce((sum, { stdout }) => sum + Number(stdout), 0);
    assert.ok(granted > 0 && granted <= FITTING, `${granted} of ${FITTING}`);
    const last = new Spender(folder, "last", BigInt(LIMIT));
    let more = 0;
    while (await last.spend()) more += 1;
    last.dispose();
    assert.equal(granted + more, FITTING);
    const [file = ""] = fs.readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
    assert.equal(entriesIn(fs.readFileSync(path.join(folder, file), "utf8")).length, FITTING);
  });
});
