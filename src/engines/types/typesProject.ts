import type { ChangedFile, TypesReport } from "./messages.ts";

/** More files than this that import the changed ones are left to the user's own build. */
export const MOST_DEPENDANTS = 25;
export const SCRIPT = /\.[cm]?jsx?$/;

/** A project with texts laid over its files. It reads the disk and writes nothing. */
export interface TypesProject {
  /** Errors in the changed files and in those that import them, as they were and as they would be. */
  check(
    files: readonly ChangedFile[],
    unsaved: readonly { readonly path: string; readonly text: string }[],
  ): TypesReport;
  dispose(): void;
}

/** True where one of the files lies below the folder: an edit may make files in a folder that is not there yet. */
export function holdsAny(files: Iterable<string>, folder: string): boolean {
  const inside = `${folder.replace(/\/$/, "")}/`;
  return [...files].some((file) => file.startsWith(inside));
}
