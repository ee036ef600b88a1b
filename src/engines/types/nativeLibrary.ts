/*
 * The part of `typescript/unstable/sync` that is used here, as version 7.0 has it. The library is the workspace's, found
 * when it is needed.
 */

export interface NativeDiagnostic {
  readonly code: number;
  /** 1 = error. */
  readonly category: number;
  readonly text: string;
  readonly messageChain?: readonly NativeDiagnostic[] | undefined;
}

export interface NativeProgram {
  getSourceFileNames(): readonly string[];
  getSyntacticDiagnostics(file: string): readonly NativeDiagnostic[];
  getSemanticDiagnostics(file: string): readonly NativeDiagnostic[];
}

export interface NativeSnapshot {
  getProject(configFile: string): { readonly program: NativeProgram } | undefined;
  dispose(): void;
}

export interface NativeApi {
  /** What is opened stays so until it is closed. */
  updateSnapshot(changes: {
    readonly openProjects: readonly string[];
    readonly closeProjects: readonly string[];
    readonly fileChanges: { readonly invalidateAll: true };
  }): NativeSnapshot;
  /** Ends the compiler's process. */
  close(): void;
}

export interface NativeTypeScript {
  readonly API: new (options: {
    readonly cwd: string;
    /** `undefined` = as it is on the disk. */
    readonly fs: {
      readonly readFile: (file: string) => string | undefined;
      readonly fileExists: (file: string) => boolean | undefined;
      readonly directoryExists: (folder: string) => boolean | undefined;
    };
  }) => NativeApi;
}

export function isNative(library: object): library is NativeTypeScript {
  return "API" in library && typeof library.API === "function";
}
