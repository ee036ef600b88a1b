import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { SetupError } from "../workbench/cache.mjs";
import { root } from "../workbench/toolchain.mjs";
import { activation } from "./activation.ts";
import { apply } from "./apply.ts";
import { completion } from "./completion.ts";
import { deep } from "./deep.ts";
import { fim } from "./fim.ts";
import { fuzzEdits } from "./fuzzEdits.ts";
import { gate } from "./gate.ts";
import { price } from "./price.ts";
import { ledger } from "./ledger.ts";
import { ledgerFaults } from "./ledgerFaults.ts";
import { relay } from "./relay.ts";
import { road } from "./road.ts";
import { router } from "./router.ts";
import { soak } from "./soak.ts";
import { stream } from "./stream.ts";
import { tokens } from "./tokens.ts";
import { verify } from "./verify/verify.ts";
import { formatTable, makeReport, MissingData, type Bench, type BenchOptions } from "./bench.ts";

// npm run bench -- NAME [--data DIR] [--fit DIR] [--repo DIR]… [--json FILE] [--raw FILE]
// Ends with 1 when a floor is missed, with 2 when the measurement could not be made.

const BENCHES: Readonly<Record<string, Bench>> = {
  activation,
  apply,
  completion,
  deep,
  fim,
  "fuzz-edits": fuzzEdits,
  gate,
  ledger,
  "ledger-faults": ledgerFaults,
  price,
  relay,
  road,
  router,
  soak,
  stream,
  tokens,
  verify,
};

function readArguments(): { readonly name: string; readonly json?: string; readonly options: BenchOptions } {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: text, fit: text, json: text, raw: text, repo: { type: "string", multiple: true } },
  });
  const { json, repo = [], data = path.join(root, "../shared/data"), ...rest } = values;
  return {
    name: positionals[0] ?? "",
    ...(json === undefined ? {} : { json }),
    options: { ...rest, data, repos: repo },
  };
}

async function main(): Promise<number> {
  const { name, json, options } = readArguments();
  const bench = BENCHES[name];
  if (bench === undefined)
    throw new MissingData(`There is no benchmark "${name}". Choose one of: ${Object.keys(BENCHES).join(", ")}.`);
  const figures = await bench.run(options);
  const report = makeReport(name, figures, bench.floors);
  console.log(`\n${formatTable(figures, bench.floors)}`);
  for (const { key, value, ok } of report.floors) if (!ok) console.log(`MISSED: ${key} is ${value}`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
  return report.ok ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof MissingData || error instanceof SetupError ? error.message : error);
  process.exitCode = 2;
}
