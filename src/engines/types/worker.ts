import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parentPort } from "node:worker_threads";
import type { TypesReply, TypesReport, TypesRequest } from "./messages.ts";
import { isUsable } from "./library.ts";
import { isNative } from "./nativeLibrary.ts";
import { NativeProject } from "./nativeProject.ts";
import { OverlayProject } from "./project.ts";
import { SCRIPT, type TypesProject } from "./typesProject.ts";

// Entry of the worker thread: a program of a large project takes seconds and hundreds of megabytes, neither of which the
// extension host has to spare.

/** Projects that are kept ready; the oldest goes. */
const MOST_PROJECTS = 2;
const projects = new Map<string, TypesProject>();

function check(libraryFile: string, { files, unsaved }: TypesRequest): TypesReport {
  const first = files[0]?.path ?? "";
  const config = configOf(first);
  const name = [libraryFile, config ?? path.dirname(first), SCRIPT.test(first)].join("\n");
  const project = projects.get(name) ?? createProject(libraryFile, config, first);
  projects.delete(name);
  try {
    const report = project.check(files, unsaved);
    keep(name, project);
    return report;
  } catch (error) {
    // It may be in any state.
    project.dispose();
    throw error;
  }
}

function keep(name: string, project: TypesProject): void {
  projects.set(name, project);
  const [oldest] = projects;
  if (projects.size <= MOST_PROJECTS || !oldest) return;
  oldest[1].dispose();
  projects.delete(oldest[0]);
}

function createProject(libraryFile: string, config: string | undefined, first: string): TypesProject {
  // Not `import()`, which a bundle in CommonJS does not have. Node from 22.12 on requires ES modules as well.
  const library = createRequire(libraryFile)(libraryFile) as object;
  if (isUsable(library)) return new OverlayProject(library, config, first);
  if (isNative(library)) return new NativeProject(library, config, first);
  throw new Error(`${libraryFile} has another API`);
}

function configOf(file: string): string | undefined {
  const folder = path.dirname(file);
  const config = path.join(folder, "tsconfig.json");
  if (existsSync(config)) return config;
  return folder === path.dirname(folder) ? undefined : configOf(folder);
}

function answer(request: TypesRequest): TypesReply {
  const reasons: string[] = [];
  for (const library of request.libraries) {
    try {
      return { id: request.id, report: check(library, request) };
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { id: request.id, reason: reasons.join("; ") };
}

parentPort?.on("message", (request: TypesRequest) => parentPort?.postMessage(answer(request)));
