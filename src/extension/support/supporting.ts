import type * as vscode from "vscode";
import type { Diagnosing } from "./copyDiagnostics.ts";
import type { Deleting } from "./deleteData.ts";

/** What the commands for trouble and leaving work with. */
export interface Supporting {
  readonly diagnosing: Diagnosing;
  readonly deleting: Deleting;
}

export function versionOf({ extension }: Pick<vscode.ExtensionContext, "extension">): string {
  return (extension.packageJSON as { readonly version: string }).version;
}
