import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "../workbench/toolchain.mjs";
import { missedFloor, tally, type CaseFloor, type CaseSet, type FileResult, type Judged } from "./cases.ts";
import { SETS } from "./sets.ts";

// npm run cases -- SET [--data DIR] [--json FILE] [--raw FILE]      SET = a name in sets.ts, or "all"
// Ends with 1 when a floor is missed, with 2 when there is nothing to run on.

const REPORT_LIMIT = 20;
const here = (name: string): string => path.join(import.meta.dirname, name);
const floors = readJson(here("floors.json")) as Readonly<Record<string, CaseFloor>>;
const deviations = readJson(here("deviations.json")) as Readonly<Record<string, string>>;

interface Options {
  readonly data: string;
  readonly raw: string[];
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** A case file is an array, or an object that keeps its cases in `cases`. */
function readCases(file: string): readonly unknown[] {
  const content = readJson(file);
  if (Array.isArray(content)) return content;
  const { cases } = content as { readonly cases?: unknown };
  return Array.isArray(cases) ? cases : [];
}

async function runSet(name: string, set: CaseSet, { data, raw }: Options): Promise<readonly FileResult[]> {
  const folder = path.join(data, set.folder);
  const results: FileResult[] = [];
  for (const file of Object.keys(set.files)) {
    const judge = set.files[file];
    if (judge === undefined || !existsSync(path.join(folder, file))) continue;
    const judged = await judge(readCases(path.join(folder, file)), folder);
    raw.push(...judged.map((one) => rawLine(name, file, one)));
    results.push(tally(name, file, judged, deviations));
  }
  return results;
}

function rawLine(set: string, file: string, { id, gave }: Judged): string {
  return JSON.stringify({ set, file, id, gave: gave ?? null });
}

function report(result: FileResult): boolean {
  const { set, file, total, passed, wrong, refused, skipped, failed } = result;
  const missed = missedFloor(result, floors[`${set}/${file}`]);
  const left = skipped.length > 0 ? `, ${skipped.length} left out` : "";
  console.log(`${set}/${file}: ${passed} of ${total}, ${wrong} wrong, ${refused} refused${left}`);
  for (const { id, why } of failed.slice(0, REPORT_LIMIT)) console.log(`  failed   ${id}: ${why}`);
  if (failed.length > REPORT_LIMIT) console.log(`  and ${failed.length - REPORT_LIMIT} more (--json lists all)`);
  for (const { id, why } of skipped.slice(0, REPORT_LIMIT)) console.log(`  left out ${id}: ${why}`);
  if (missed !== undefined) console.log(`  MISSED: ${missed}`);
  return missed === undefined;
}

function unjudged(data: string): readonly string[] {
  const names = Object.entries(SETS).flatMap(([, set]) => {
    const folder = path.join(data, set.folder);
    const files = existsSync(folder) && set.folder.startsWith("cases/") ? readdirSync(folder) : [];
    return files
      .filter((file) => file.endsWith(".json") && !(file in set.files) && !(set.companions ?? []).includes(file))
      .map((file) => `${set.folder}/${file}`);
  });
  return names;
}

async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: text, json: text, raw: text, result: text },
  });
  const { data = path.join(root, "../shared/data"), json, raw, result } = values;
  const [name = ""] = positionals;
  const chosen = name === "all" ? Object.entries(SETS) : Object.entries(SETS).filter(([key]) => key === name);
  if (chosen.length === 0)
    return stop(`There is no set "${name}". Choose one of: all, ${Object.keys(SETS).join(", ")}.`);
  const options: Options = { data, raw: [] };
  const results: FileResult[] = [];
  for (const [key, set] of chosen) results.push(...(await runSet(key, set, options)));
  if (results.length === 0)
    return stop(`There are no cases of ${name} under the data folder. Name another: --data DIR.`);
  const held = results.map(report);
  if (name === "all") for (const file of unjudged(data)) console.log(`${file}: no judge, left out`);
  const ok = held.every(Boolean);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ sets: results, ok }, null, 2)}\n`);
  if (raw !== undefined) writeFileSync(raw, options.raw.map((line) => `${line}\n`).join(""));
  const passed = held.filter(Boolean).length;
  if (result !== undefined) writeFileSync(result, JSON.stringify({ passed, failed: held.length - passed, skipped: 0 }));
  return ok ? 0 : 1;
}

function stop(message: string): number {
  console.error(message);
  return 2;
}

process.exitCode = await main();
