import { globSync } from "node:fs";
import path from "node:path";
import { readTask, type Task } from "./task.ts";

const FOLDER = path.join(import.meta.dirname, "tasks");

/** The tasks whose id matches a glob, in the order of their ids. Throws where a file is no task. */
export function readTasks(glob = "**"): readonly Task[] {
  return globSync("**/*.task", { cwd: FOLDER })
    .filter((file) => path.matchesGlob(file.replaceAll("\\", "/").replace(/\.task$/, ""), glob))
    .toSorted()
    .map((file) => readTask(path.join(FOLDER, file)));
}
