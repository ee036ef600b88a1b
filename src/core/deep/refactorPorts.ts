import type { CheckName } from "../cascade/verdict.ts";
import type { Problem } from "../cascade/diagnosticsDelta.ts";
import type { ContextItem } from "../context/item.ts";
import type { KeptOut, PathGate } from "../context/privacy.ts";
import type { TextChange } from "../edits/change.ts";
import type { CheckResult } from "../ports.ts";
import type { DraftFile, OpenFile } from "../refactor/drafts.ts";
import type { Place } from "../refactor/items.ts";
import type { EditorStep, LeftOutFile, RefactorPlan } from "../refactor/plan.ts";
import type { Phrase } from "../../util/phrase.ts";
import type { Anchor } from "../assist/request.ts";

/** What a check says of changed files. */
export type CheckFinding =
  /** The problems of the files and of those that depend on them, as they were and as they would be. */
  { readonly type: "problems"; readonly before: readonly Problem[]; readonly after: readonly Problem[] } | CheckResult;

/** A check of texts that are in no file yet. Says `skipped` where it cannot look; never throws for bad code. */
export interface FlowCheck {
  readonly name: CheckName;
  /** Quick enough for every step; others run once, on all changes together. */
  readonly each: boolean;
  run(files: readonly DraftFile[], signal: AbortSignal): Promise<CheckFinding>;
}

export interface FoundPlaces {
  /** Likeliest first. */
  readonly places: readonly Place[];
  /** A language server named them; otherwise they hold the names as words. */
  readonly known: boolean;
  /** A language server did not answer in time. */
  readonly late?: boolean;
}

/** What VS Code's language servers make of a step: changes of files as they are on the screen now. */
export type EditorResult =
  | { readonly type: "changes"; readonly files: readonly EditorChange[] }
  /** The end of a sentence. */
  | { readonly type: "cannot"; readonly because: Phrase };

export interface EditorChange {
  readonly path: string;
  /** The text that the changes are of; absent for a new file. */
  readonly base?: string;
  readonly changes: readonly TextChange[];
}

/** The rules for what may leave this computer. */
export interface FlowPrivacy {
  readonly gate: PathGate;
  readonly localOnly?: KeptOut;
  /** The project's instruction files for these files, judged by the same gate; they go along. */
  readonly instructions?: readonly ContextItem[];
  /** As in `CollectedContext`. */
  readonly unsent?: readonly string[];
}

/** What a refactoring needs of the world; nothing of it writes. */
export interface RefactorPorts {
  readonly open: OpenFile;
  /** The rules for these files. Throws where they cannot be read. */
  readonly privacy: (paths: readonly string[], signal: AbortSignal) => Promise<FlowPrivacy>;
  /** Where the names are used, and what is selected. Gives up on a language server that does not answer. */
  find(
    wanted: {
      readonly names: readonly string[];
      readonly words: readonly string[];
      readonly anchors: readonly Anchor[];
    },
    signal: AbortSignal,
  ): Promise<FoundPlaces>;
  /** Carries out nothing: says what would change. */
  byEditor(step: EditorStep, signal: AbortSignal): Promise<EditorResult>;
  readonly checks: readonly FlowCheck[];
  /** Puts all changes under one review of this request; what has no place any more is named. */
  deliver(request: string, files: readonly DraftFile[]): Promise<readonly LeftOutFile[]>;
  /** A phrase in the user's language. */
  tell(phrase: Phrase): string;
}

/** A plan that is ready to be looked at. */
export interface Planned {
  readonly plan: RefactorPlan;
  /** The model's own words on it; "" where no model was asked. */
  readonly summary: string;
}
