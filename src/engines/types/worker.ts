import { createRequire } from "node:module";
import path from "node:path";
import { parentPort } from "node:worker_threads";
import type { TypesReply, TypesRequest } from "./messages.ts";
import { isUsable, type TypeScript } from "./library.ts";
import { OverlayProject } from "./project.ts";

// Entry of the worker thread: a program of a large project takes seconds and hundreds of megabytes, neither of which the
// extension host has to spare.

/** Projects that are kept ready; the oldest goes. */
const MOST_PROJECTS = 2;
const projects = new Map<string, OverlayProject>();

function projectOf(library: TypeScript, first: string, libraryFile: string): OverlayProject {
  const config = library.findConfigFile(path.dirname(first), (file) => library.sys.fileExists(file), "tsconfig.json");
  const isScript = /\.[cm]?jsx?$/.test(first);
  const name = [libraryFile, config ?? path.dirname(first), isScript].join("\n");
  const project = projects.get(name) ?? new OverlayProject(library, config, first);
  projects.delete(name);
  projects.set(name, project);
  const [oldest] = projects.keys();
  if (projects.size > MOST_PROJECTS && oldest !== undefined) {
    projects.get(oldest)?.dispose();
    projects.delete(oldest);
  }
  return project;
}

function answer({ id, library: libraryFile, files, unsaved }: TypesRequest): TypesReply {
  const [first] = files;
  if (!first) return { id, reason: "no file changes" };
  try {
    const library = createRequire(libraryFile)(libraryFile) as TypeScript;
    if (!isUsable(library)) return { id, reason: `TypeScript ${library.version} has another API` };
    return { id, report: projectOf(library, first.path, libraryFile).check(files, unsaved) };
  } catch (error) {
    projects.clear();
    return { id, reason: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", (request: TypesRequest) => parentPort?.postMessage(answer(request)));
