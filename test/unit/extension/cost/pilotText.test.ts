import assert from "node:assert/strict";
import { pilotOf } from "../../../../src/core/ledger/pilot.ts";
import { pilotCsv } from "../../../../src/core/ledger/pilotCsv.ts";
import { readCsv } from "../../../helpers/csv.ts";
import { entry } from "../../../helpers/make.ts";

describe("the pilot report as CSV", () => {
  it("is read back, and hands no formula to a spreadsheet", () => {
    const [row] = readCsv(pilotCsv(pilotOf([entry({ model: '=1+"1",2' })], [])));
    assert.equal(row?.["model"], `'=1+"1",2`);
    assert.equal(row["cost_pico_usd"], "140000000");
    assert.equal(row["acceptance"], "1.0000");
    assert.equal(row["first_token_median_ms"], "");
  });
});
