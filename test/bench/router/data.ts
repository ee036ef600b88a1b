import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { MissingData } from "../bench.ts";

export type Row = Readonly<Record<string, string>>;

/** The folder with the routing tables below a data root; `dir` may be that folder itself. */
export function routingFolder(dir: string): string {
  const below = path.join(dir, "routing");
  const found = existsSync(below) ? below : dir;
  if (!existsSync(path.join(found, "coderouterbench.csv"))) {
    throw new MissingData(`There are no routing tables in ${dir}. Name their folder with --data DIR.`);
  }
  return found;
}

export function readTable(folder: string, file: string): readonly Row[] {
  const [names = [], ...rows] = cells(readFileSync(path.join(folder, file), "utf8"));
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ""])));
}

export function readJson(folder: string, file: string): unknown {
  const full = path.join(folder, file);
  return existsSync(full) ? JSON.parse(readFileSync(full, "utf8")) : undefined;
}

export function numberOf(row: Row, column: string): number {
  const text = row[column];
  if (text === undefined) throw new MissingData(`The table has no column "${column}".`);
  return text === "" ? 0 : Number(text);
}

/** RFC 4180 with either end of line. */
function cells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    if (!match) throw new MissingData(`No CSV at ${at}: ${text.slice(at, at + 40)}`);
    const [, quoted, plain = "", end] = match;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
