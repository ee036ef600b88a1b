import type { Phrase } from "../../util/phrase.ts";

/** A file as the user has it, unsaved text included. */
export type OpenedFile =
  | { readonly type: "file"; readonly path: string; readonly language: string; readonly text: string }
  /** Not there: it may be made. */
  | { readonly type: "missing"; readonly path: string; readonly language: string }
  /** It may not be read or written; the end of a sentence. */
  | { readonly type: "refused"; readonly path: string; readonly because: Phrase };

export type UsableFile = Exclude<OpenedFile, { readonly type: "refused" }>;

/** What becomes of one file. `before` is absent for a new file, `after` for one that goes. */
export interface DraftFile {
  readonly path: string;
  readonly language: string;
  readonly before?: string;
  readonly after?: string;
}

/** Finds and reads a file by its path below the workspace folder. Never throws for a name that is no good. */
export type OpenFile = (path: string, signal: AbortSignal) => Promise<OpenedFile>;

/**
 * The texts of a flow: files as they were when it first looked, with what it has changed laid over them. Writes nothing,
 * so that a flow that fails leaves nothing behind.
 */
export class Drafts {
  readonly #open: OpenFile;
  readonly #files = new Map<string, OpenedFile>();
  readonly #texts = new Map<string, string | undefined>();

  constructor(open: OpenFile) {
    this.#open = open;
  }

  /** The file, read once; what the user types later is merged in at the end. */
  async open(path: string, signal: AbortSignal): Promise<OpenedFile> {
    const known = this.#files.get(path);
    if (known) return known;
    const opened = await this.#open(path, signal);
    this.#files.set(path, opened);
    return opened;
  }

  /** The text with the changes so far; undefined for a file that is not there, or was not opened. */
  text(path: string): string | undefined {
    if (this.#texts.has(path)) return this.#texts.get(path);
    return this.base(path);
  }

  languageOf(path: string): string {
    const file = this.#files.get(path);
    return file && file.type !== "refused" ? file.language : "";
  }

  /** The text as it was when the flow first looked. */
  base(path: string): string | undefined {
    const file = this.#files.get(path);
    return file?.type === "file" ? file.text : undefined;
  }

  /** Lays texts over the files; undefined takes a file away. Each was opened before. */
  lay(texts: ReadonlyMap<string, string | undefined>): void {
    for (const [path, text] of texts) this.#texts.set(path, text);
  }

  /** The files that differ from what they were, with `texts` laid over as well. */
  changed(texts: ReadonlyMap<string, string | undefined> = new Map()): readonly DraftFile[] {
    const paths = new Set([...this.#texts.keys(), ...texts.keys()]);
    return [...paths].flatMap((path) => {
      const after = texts.has(path) ? texts.get(path) : this.text(path);
      return this.#draft(path, this.base(path), after);
    });
  }

  /** What `texts` change against the state so far. */
  step(texts: ReadonlyMap<string, string | undefined>): readonly DraftFile[] {
    return [...texts].flatMap(([path, after]) => this.#draft(path, this.text(path), after));
  }

  #draft(path: string, before: string | undefined, after: string | undefined): readonly DraftFile[] {
    const file = this.#files.get(path);
    if (!file || file.type === "refused" || before === after) return [];
    return [
      {
        ...{ path, language: file.language },
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      },
    ];
  }
}
