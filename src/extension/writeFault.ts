import type { Failure } from "../core/assist/errors.ts";
import { phrase, type Phrase } from "../util/phrase.ts";
import type { Words } from "./words.ts";

/** What the codes of systems and of VS Code's file API mean for somebody who chose a place to write to. */
const REASONS: readonly (readonly [RegExp, Phrase])[] = [
  [/ENOENT|ENOTDIR|FileNotFound/, phrase("there is no such folder")],
  [/EACCES|EPERM|EROFS|NoPermissions/, phrase("nothing may be written there")],
  [/ENOSPC|EDQUOT/, phrase("there is no room left")],
  [/ENAMETOOLONG/, phrase("its name is too long")],
  [/EISDIR|FileIsADirectory/, phrase("a folder has this name")],
  [/Unavailable/, phrase("the place cannot be reached")],
];

/** Why a file could not be written, for people; the system's own words are for the log. */
export function writeFault(error: unknown): { readonly reason: Phrase; readonly detail: string } {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const reason = REASONS.find(([codes]) => codes.test(detail))?.[1] ?? phrase("the system refused it");
  return { reason, detail };
}

/** The cost record could not be written; `said` are the system's words. */
export function ledgerFault(said: string, words: Pick<Words, "tell">): Failure {
  const { reason, detail } = writeFault(said);
  return { code: "ledger-write", facts: { reason: words.tell(reason) }, detail };
}
