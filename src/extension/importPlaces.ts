import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { ImportSource } from "../core/import/importConfig.ts";

/** A file of another tool, in the place where that tool keeps it. */
export interface ImportPlace {
  readonly source: ImportSource;
  readonly file: string;
}

const MOST_BYTES = 2 * 1_024 * 1_024;

/**
 * Where other tools keep their models: in the home folder, and beside our own storage in VS Code's user folder. Roo Code
 * keeps them where only it can read them; its export is a file that the user chooses.
 */
export function usualPlaces(home: string, globalStorage: string): readonly ImportPlace[] {
  return [
    { source: "Continue", file: path.join(home, ".continue", "config.yaml") },
    { source: "Continue", file: path.join(home, ".continue", "config.json") },
    { source: "Cline", file: path.join(home, ".cline", "data", "settings", "providers.json") },
    { source: "Cline", file: path.join(home, ".cline", "data", "globalState.json") },
    { source: "VS Code", file: path.join(globalStorage, "..", "..", "chatLanguageModels.json") },
  ];
}

/** Those that are there. */
export async function existing(places: readonly ImportPlace[]): Promise<readonly ImportPlace[]> {
  const found = await Promise.all(
    places.map(async (place) => {
      const isThere = await stat(place.file).then(
        (entry) => entry.isFile(),
        () => false,
      );
      return isThere ? [place] : [];
    }),
  );
  return found.flat();
}

/** The parsed content; nothing is ever written there. Throws with a reason for people. */
export async function readPlace(file: string): Promise<unknown> {
  const { size } = await stat(file);
  if (size > MOST_BYTES) throw new Error(`it is larger than ${MOST_BYTES} bytes`);
  const { readConfig } = await import("../engines/configFiles/readConfig.ts");
  return readConfig(await readFile(file, "utf8"));
}
