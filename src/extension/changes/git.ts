import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";

/** What we use of a repository of VS Code's own Git extension (`extensions/git/src/api/git.d.ts`, version 1). */
export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  diff(cached?: boolean): Promise<string>;
  diffWithHEAD(path: string): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly { readonly message: string }[]>;
}

interface GitApi {
  readonly repositories: readonly Repository[];
}

interface GitExtension {
  getAPI(version: 1): GitApi;
}

/** The repository of a place, or the only one. Throws `no-changes` where there is none, or no Git. */
export async function repositoryOf(place: vscode.Uri | undefined): Promise<Repository> {
  const api = await gitApi();
  const all = api?.repositories ?? [];
  const around = all
    .filter(({ rootUri }) => place && `${place.path}/`.startsWith(`${rootUri.path.replace(/\/$/, "")}/`))
    .toSorted((one, other) => other.rootUri.path.length - one.rootUri.path.length);
  const found = around[0] ?? (place === undefined ? all[0] : undefined);
  if (!found) throw new AssistError("no-changes");
  return found;
}

/** Undefined where Git is switched off, not installed, or its extension is another one. */
async function gitApi(): Promise<GitApi | undefined> {
  try {
    return (await vscode.extensions.getExtension<GitExtension>("vscode.git")?.activate())?.getAPI(1);
  } catch {
    return undefined;
  }
}
