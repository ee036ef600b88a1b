import type { Problem } from "../../core/cascade/diagnosticsDelta.ts";
import { parseJson } from "../../util/parseJson.ts";

/**
 * The errors in what `pyright --outputjson` printed, each with its file's path as it is printed; undefined when that is no
 * report. Other output may stand around it.
 */
export function readReport(output: string): readonly Problem[] | undefined {
  const report = parseJson(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1));
  if (!isRecord(report) || !Array.isArray(report["generalDiagnostics"])) return undefined;
  return report["generalDiagnostics"].filter(isRecord).flatMap(({ file, severity, message, rule }) => {
    if (severity !== "error" || typeof message !== "string") return [];
    const code = typeof rule === "string" ? rule : "";
    const problem: Problem = { source: "Pyright", code, message, severity };
    return [typeof file === "string" ? { ...problem, file } : problem];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
