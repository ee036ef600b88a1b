import { readFileSync } from "node:fs";
import path from "node:path";
import type { Problem } from "../../core/cascade/diagnosticsDelta.ts";
import type {
  CompilerOptions,
  LanguageService,
  LanguageServiceHost,
  ResolvedModule,
  System,
  TypeScript,
} from "./library.ts";
import type { ChangedFile, TypesReport } from "./messages.ts";
import { holdsAny, MOST_DEPENDANTS, SCRIPT, type TypesProject } from "./typesProject.ts";

/** Where a file's project is not told: what runs it accepts nearly everything. */
function defaultOptions(library: TypeScript): CompilerOptions {
  return {
    target: library.ScriptTarget.ES2022,
    module: library.ModuleKind.ESNext,
    moduleResolution: library.ModuleResolutionKind.Bundler,
    jsx: library.JsxEmit.Preserve,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  };
}

/** A project under TypeScript 5 or 6, in this process; what was parsed stays for the next question. */
export class OverlayProject implements TypesProject {
  readonly #library: TypeScript;
  readonly #options: CompilerOptions;
  readonly #roots: Set<string>;
  readonly #overlay = new Map<string, string>();
  readonly #versions = new Map<string, number>();
  readonly #importers = new Map<string, Set<string>>();
  readonly #service: LanguageService;

  constructor(library: TypeScript, configFile: string | undefined, first: string) {
    this.#library = library;
    const { options, fileNames } = configured(library, configFile, first);
    // JavaScript says nothing about unknown names unless it is asked to.
    const script = SCRIPT.test(first) ? { allowJs: true, checkJs: true, strict: false } : {};
    this.#options = { ...options, ...script, noEmit: true, incremental: false, composite: false, declaration: false };
    this.#roots = new Set([...fileNames, first]);
    this.#service = library.createLanguageService(this.#host(), library.createDocumentRegistry());
  }

  check(
    files: readonly ChangedFile[],
    unsaved: readonly { readonly path: string; readonly text: string }[],
  ): TypesReport {
    const present = [...unsaved, ...files.map(({ path: file, before }) => ({ path: file, text: before }))];
    this.#uncover(present.map(({ path: file }) => file));
    this.#layOver(present);
    for (const { path: file } of files) this.#roots.add(file);
    const edited = new Set(files.map(({ path: file }) => file));
    const program = this.#service.getProgram();
    const dependants = [...new Set([...edited].flatMap((file) => [...(this.#importers.get(key(file)) ?? [])]))]
      .filter((file) => !edited.has(file) && program?.getSourceFile(file) !== undefined)
      .slice(0, MOST_DEPENDANTS);
    const looked = [...edited, ...dependants];
    const before = this.#problems(looked);
    this.#layOver(files.map(({ path: file, after }) => ({ path: file, text: after })));
    const after = this.#problems(looked);
    return { before, after, dependants: dependants.length };
  }

  dispose(): void {
    this.#service.dispose();
  }

  /** What was laid over other files for an earlier check: they may have been saved, or changed on the disk, since. */
  #uncover(but: readonly string[]): void {
    const kept = new Set(but.map(key));
    for (const file of this.#overlay.keys()) if (!kept.has(file)) this.#overlay.delete(file);
  }

  #layOver(texts: readonly { readonly path: string; readonly text: string }[]): void {
    for (const { path: file, text } of texts) {
      if (this.#overlay.get(key(file)) === text) continue;
      this.#overlay.set(key(file), text);
      this.#versions.set(key(file), (this.#versions.get(key(file)) ?? 0) + 1);
    }
  }

  #problems(files: readonly string[]): Problem[] {
    return files.flatMap((file) =>
      [...this.#service.getSyntacticDiagnostics(file), ...this.#service.getSemanticDiagnostics(file)]
        .filter(({ category }) => category === this.#library.DiagnosticCategory.Error)
        .map(({ code, messageText }) => ({
          source: SCRIPT.test(file) ? "js" : "ts",
          code: String(code),
          message: this.#library.flattenDiagnosticMessageText(messageText, "\n"),
          severity: "error" as const,
          file,
        })),
    );
  }

  #host(): LanguageServiceHost {
    const { sys } = this.#library;
    const read = (file: string): string | undefined => this.#overlay.get(key(file)) ?? sys.readFile(file);
    return {
      getCompilationSettings: () => this.#options,
      getScriptFileNames: () => [...this.#roots],
      getScriptVersion: (file) => this.#version(file),
      getScriptSnapshot: (file) => {
        const text = read(file);
        return text === undefined ? undefined : this.#library.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => path.dirname([...this.#roots][0] ?? "."),
      getDefaultLibFileName: (options) => this.#library.getDefaultLibFilePath(options),
      fileExists: (file) => this.#overlay.has(key(file)) || sys.fileExists(file),
      readFile: read,
      directoryExists: (folder) => sys.directoryExists(folder),
      getDirectories: (folder) => sys.getDirectories(folder),
      realpath: (file) => sys.realpath?.(file) ?? file,
      resolveModuleNameLiterals: (names, from, _redirected, options) =>
        names.map((name) => this.#resolve(name.text, from, options)),
    };
  }

  /** The disk with the overlay on it: an edit may make a file that its other files import. */
  #overlaid(): System {
    const { sys } = this.#library;
    return {
      ...sys,
      fileExists: (file) => this.#overlay.has(key(file)) || sys.fileExists(file),
      readFile: (file) => this.#overlay.get(key(file)) ?? sys.readFile(file),
      directoryExists: (folder) => sys.directoryExists(folder) || holdsAny(this.#overlay.keys(), key(folder)),
    };
  }

  /** Texts laid over a file count their changes; a file on the disk is as new as its last change there. */
  #version(file: string): string {
    if (this.#overlay.has(key(file))) return `over ${this.#versions.get(key(file))}`;
    return String(this.#library.sys.getModifiedTime?.(file)?.getTime() ?? 0);
  }

  #resolve(name: string, from: string, options: CompilerOptions): ResolvedModule {
    const found = this.#library.resolveModuleName(name, from, options, this.#overlaid());
    const target = found.resolvedModule?.resolvedFileName;
    if (target !== undefined && !found.resolvedModule?.isExternalLibraryImport) {
      const known = this.#importers.get(key(target)) ?? new Set();
      this.#importers.set(key(target), known.add(from));
    }
    return found;
  }
}

function configured(
  library: TypeScript,
  configFile: string | undefined,
  first: string,
): { readonly options: CompilerOptions; readonly fileNames: readonly string[] } {
  if (configFile === undefined) return { options: defaultOptions(library), fileNames: [first] };
  const { config } = library.readConfigFile(configFile, (file) => readFileSync(file, "utf8"));
  return library.parseJsonConfigFileContent(config ?? {}, library.sys, path.dirname(configFile), undefined, configFile);
}

/** TypeScript writes paths with `/` on every system. */
function key(file: string): string {
  return file.replaceAll("\\", "/");
}
