import type { ModelRow } from "../../../src/core/models/modelRow.ts";

/** A table of `src/core/models/tables`, one model a line. */
export function tableText(vendor: string, rows: readonly ModelRow[]): string {
  return [
    'import type { ModelRow } from "../modelRow.ts";',
    "",
    "/** US dollars per million tokens. Written by `npm run catalog`; facts and rulings: `test/workbench/catalog`. */",
    `export const ${vendor.toUpperCase()}_MODELS: readonly ModelRow[] = [`,
    ...rows.map((row) => `  ${literal(row)},`),
    "];",
    "",
  ].join("\n");
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, inner]) => `${key}: ${literal(inner)}`);
  return `{ ${fields.join(", ")} }`;
}
