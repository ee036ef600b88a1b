/*
 * The part of TypeScript's own API that is used here, as versions 5 and 6 have it. The library is the user's or VS Code's,
 * found when it is needed, so there is no package to take these types from.
 */

export interface CompilerOptions {
  readonly [option: string]: unknown;
}

export interface Diagnostic {
  readonly category: number;
  readonly code: number;
  readonly messageText: unknown;
}

export interface ResolvedModule {
  readonly resolvedModule?:
    { readonly resolvedFileName: string; readonly isExternalLibraryImport?: boolean } | undefined;
}

/** Reading of files and folders. */
export interface System {
  readFile(file: string): string | undefined;
  fileExists(file: string): boolean;
  directoryExists(folder: string): boolean;
  getDirectories(folder: string): string[];
  getModifiedTime?(file: string): Date | undefined;
  realpath?(file: string): string;
}

export interface LanguageServiceHost extends Omit<System, "getModifiedTime"> {
  getCompilationSettings(): CompilerOptions;
  getScriptFileNames(): string[];
  getScriptVersion(file: string): string;
  getScriptSnapshot(file: string): object | undefined;
  getCurrentDirectory(): string;
  getDefaultLibFileName(options: CompilerOptions): string;
  resolveModuleNameLiterals(
    names: readonly { readonly text: string }[],
    from: string,
    redirected: unknown,
    options: CompilerOptions,
  ): readonly ResolvedModule[];
}

export interface LanguageService {
  getProgram(): { getSourceFile(file: string): object | undefined } | undefined;
  getSyntacticDiagnostics(file: string): readonly Diagnostic[];
  getSemanticDiagnostics(file: string): readonly Diagnostic[];
  dispose(): void;
}

export interface TypeScript {
  readonly version: string;
  readonly sys: System;
  readonly ScriptSnapshot: { fromString(text: string): object };
  readonly DiagnosticCategory: { readonly Error: number };
  readonly ScriptTarget: { readonly ES2022: number };
  readonly ModuleKind: { readonly ESNext: number };
  readonly ModuleResolutionKind: { readonly Bundler: number };
  readonly JsxEmit: { readonly Preserve: number };
  createLanguageService(host: LanguageServiceHost, registry: object): LanguageService;
  createDocumentRegistry(): object;
  readConfigFile(file: string, read: (file: string) => string | undefined): { readonly config?: unknown };
  parseJsonConfigFileContent(
    config: unknown,
    system: System,
    folder: string,
    existing: undefined,
    file: string,
  ): { readonly options: CompilerOptions; readonly fileNames: readonly string[] };
  resolveModuleName(name: string, from: string, options: CompilerOptions, system: System): ResolvedModule;
  flattenDiagnosticMessageText(message: unknown, lineEnd: string): string;
  getDefaultLibFilePath(options: CompilerOptions): string;
}

/** The API went another way with version 7 (see `nativeLibrary.ts`); older ones than 5 lack what is used. */
export function isUsable(library: object): library is TypeScript {
  return "version" in library && /^[56]\./.test(String(library.version));
}
