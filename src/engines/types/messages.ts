import type { Problem } from "../../core/cascade/diagnosticsDelta.ts";

/* What host and type-checking thread say to each other. Paths are absolute, as the system writes them. */

/** A file with the text it has now, saved or not, and the one it would have. */
export interface ChangedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface TypesRequest {
  readonly id: number;
  /** TypeScript's own files to check with, `typescript.js` or the API of version 7; the first that can be used is. */
  readonly libraries: readonly string[];
  readonly files: readonly ChangedFile[];
  /** Other files whose text is not the one on the disk. */
  readonly unsaved: readonly { readonly path: string; readonly text: string }[];
}

export interface TypesReport {
  readonly before: readonly Problem[];
  readonly after: readonly Problem[];
  /** Files that import the changed ones and were checked too. */
  readonly dependants: number;
}

/** Without a report it could not check. */
export interface TypesReply {
  readonly id: number;
  readonly report?: TypesReport;
  readonly reason?: string;
}
