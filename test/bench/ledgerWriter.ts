import { LedgerFile } from "../../src/extension/ledgerFile.ts";
import { entryOf, MONTH } from "./ledgerData.ts";

// node ledgerWriter.ts FOLDER NAME COUNT: appends entries as a window does and says on its output which of them are safe.

const [, , folder = "", name = "", count = "0"] = process.argv;
const store = new LedgerFile(folder);
for (let index = 0; index < Number(count); index += 1) {
  const entry = { ...entryOf(index % 1_000, 1_000), id: `${name}-${index}`, request: `${name}-${index}` };
  await store.append(MONTH, JSON.stringify(entry));
  process.stdout.write(`${entry.id}\n`);
}
