import * as vscode from "vscode";

const MOST = 20;
const SEVERITIES = ["error", "warning", "information", "hint"] as const;

/** Errors and warnings in `range` (the whole file without one), one per line; "" when there are none. */
export function diagnosticsText(document: vscode.TextDocument, range: vscode.Range | undefined): string {
  return problemsIn(document, range)
    .slice(0, MOST)
    .map(({ severity, message, range: at, source, code }) => {
      const origin = [source, typeof code === "object" ? code.value : code].filter(
        (part) => part !== undefined && part !== "",
      );
      return `line ${at.start.line + 1}: ${SEVERITIES[severity]}: ${message.replace(/\s+/g, " ")}${origin.length > 0 ? ` (${origin.join(" ")})` : ""}`;
    })
    .join("\n");
}

export function problemsIn(
  document: Pick<vscode.TextDocument, "uri">,
  range: vscode.Range | undefined,
): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
    .filter((problem) => !range || range.intersection(problem.range) !== undefined)
    .toSorted((a, b) => a.severity - b.severity || a.range.start.line - b.range.start.line);
}
