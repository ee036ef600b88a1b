import { readFileSync } from "node:fs";
import path from "node:path";
import type { Problem } from "../../core/cascade/diagnosticsDelta.ts";
import type { ChangedFile, TypesReport } from "./messages.ts";
import { importsFile } from "./importsFile.ts";
import type { NativeApi, NativeDiagnostic, NativeProgram, NativeSnapshot, NativeTypeScript } from "./nativeLibrary.ts";
import { holdsAny, MOST_DEPENDANTS, SCRIPT, type TypesProject } from "./typesProject.ts";

/** A project of more sources than this is not searched for those that import the changed ones. */
const MOST_SEARCHED = 3_000;
const ERROR = 1;
/** Where a file's project is not told: what runs it accepts nearly everything. */
const DEFAULT_OPTIONS = {
  target: "es2022",
  module: "esnext",
  moduleResolution: "bundler",
  jsx: "preserve",
  allowImportingTsExtensions: true,
  skipLibCheck: true,
};

/**
 * A project under TypeScript 7 or later, whose compiler is a program of its own: it asks for texts, and gets those that are
 * laid over its files. The options come from a configuration that only stands in the overlay and extends the project's.
 */
export class NativeProject implements TypesProject {
  readonly #api: NativeApi;
  readonly #folder: string;
  readonly #settings: object;
  readonly #roots: Set<string>;
  readonly #overlay = new Map<string, string>();
  #opened: { readonly config: string; readonly snapshot: NativeSnapshot } | undefined;

  constructor(library: NativeTypeScript, configFile: string | undefined, first: string) {
    const folder = path.dirname(configFile ?? first);
    this.#folder = folder;
    // JavaScript says nothing about unknown names unless it is asked to.
    const script = SCRIPT.test(first) ? { allowJs: true, checkJs: true, strict: false } : {};
    const own = { ...script, noEmit: true, incremental: false, composite: false, declaration: false };
    this.#settings =
      configFile === undefined
        ? { compilerOptions: { ...DEFAULT_OPTIONS, ...own } }
        : { extends: `./${path.basename(configFile)}`, compilerOptions: own };
    this.#roots = new Set([first]);
    this.#api = new library.API({
      cwd: folder,
      fs: {
        readFile: (file) => this.#overlay.get(key(file)),
        fileExists: (file) => (this.#overlay.has(key(file)) ? true : undefined),
        directoryExists: (name) => (holdsAny(this.#overlay.keys(), key(name)) ? true : undefined),
      },
    });
  }

  /** A compiler reads a configuration once, so that one with other roots has another name. */
  get #config(): string {
    return path.join(this.#folder, `upshift-check-${this.#roots.size}.tsconfig.json`);
  }

  check(
    files: readonly ChangedFile[],
    unsaved: readonly { readonly path: string; readonly text: string }[],
  ): TypesReport {
    const edited = files.map(({ path: file }) => file);
    this.#overlay.clear();
    this.#layOver(unsaved);
    this.#layOver(files.map(({ path: file, before }) => ({ path: file, text: before })));
    const known = new Set(this.#program().getSourceFileNames().map(key));
    for (const file of edited) if (!known.has(key(file))) this.#roots.add(file);
    const dependants = this.#dependantsOf(edited);
    const looked = [...edited, ...dependants];
    const before = this.#problems(looked);
    this.#layOver(files.map(({ path: file, after }) => ({ path: file, text: after })));
    const after = this.#problems(looked);
    return { before, after, dependants: dependants.length };
  }

  dispose(): void {
    this.#api.close();
  }

  #layOver(texts: readonly { readonly path: string; readonly text: string }[]): void {
    for (const { path: file, text } of texts) this.#overlay.set(key(file), text);
  }

  /**
   * The project as the files and the overlay are now. Reading everything anew costs little and misses nothing. What went
   * before is let go of: a program takes a hundred megabytes.
   */
  #program(): NativeProgram {
    const config = this.#config;
    this.#layOver([{ path: config, text: JSON.stringify({ ...this.#settings, files: [...this.#roots] }) }]);
    const before = this.#opened;
    const snapshot = this.#api.updateSnapshot({
      openProjects: before?.config === config ? [] : [config],
      closeProjects: before === undefined || before.config === config ? [] : [before.config],
      fileChanges: { invalidateAll: true },
    });
    before?.snapshot.dispose();
    this.#opened = { config, snapshot };
    const program = snapshot.getProject(config)?.program;
    if (!program) throw new Error("the project did not open");
    return program;
  }

  #problems(files: readonly string[]): Problem[] {
    const program = this.#program();
    return files.flatMap((file) =>
      [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
        .filter(({ category }) => category === ERROR)
        .map((diagnostic) => ({
          source: SCRIPT.test(file) ? "js" : "ts",
          code: String(diagnostic.code),
          message: messageOf(diagnostic),
          severity: "error" as const,
          file,
        })),
    );
  }

  #dependantsOf(edited: readonly string[]): readonly string[] {
    const own = new Set(edited.map(key));
    const sources = this.#program()
      .getSourceFileNames()
      .filter((file) => !/[\\/]node_modules[\\/]/.test(file) && !own.has(key(file)));
    if (sources.length > MOST_SEARCHED) return [];
    return sources.filter((file) => importsFile(this.#textOf(file), edited)).slice(0, MOST_DEPENDANTS);
  }

  #textOf(file: string): string {
    return this.#overlay.get(key(file)) ?? readFileSync(file, "utf8");
  }
}

function messageOf({ text, messageChain = [] }: NativeDiagnostic): string {
  return [text, ...messageChain.map(messageOf)].join("\n");
}

/** TypeScript writes paths with `/` on every system, and drives now in large letters, now in small ones. */
function key(file: string): string {
  return file.replaceAll("\\", "/").replace(/^[A-Z](?=:)/, (drive) => drive.toLowerCase());
}
