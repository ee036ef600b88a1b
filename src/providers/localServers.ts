import { type Preset, PRESETS } from "../core/models/presets.ts";
import { listModels } from "./listModels.ts";

/** A model server on this computer, with what it lists. */
export interface LocalServer {
  readonly preset: Preset;
  readonly baseUrl: string;
  readonly models: readonly string[];
}

/** Where a model server may listen. */
export type UsualPlace = Pick<LocalServer, "preset" | "baseUrl">;

/** llama.cpp moved its default port in 2026; servers of before, and its containers, listen on the preset's. */
const MORE_PLACES: Readonly<Record<string, readonly string[]>> = { llamacpp: ["http://127.0.0.1:9931/v1"] };

/** The ports that local servers take when nobody tells them otherwise. */
export const USUAL_PLACES: readonly UsualPlace[] = PRESETS.filter(({ local, demo }) => local && !demo).flatMap(
  (preset) => [preset.baseUrl, ...(MORE_PLACES[preset.id] ?? [])].map((baseUrl) => ({ preset, baseUrl })),
);

/** A server on this computer answers at once or is not there. */
const LONGEST_MS = 1_500;

/**
 * Asks the usual ports of this computer for their models, all at once and without a key; sends nothing else. Those where
 * nobody answers, or something else than a list of models, are left out. Call it only when the user asked for it.
 */
export async function findLocalServers(
  signal: AbortSignal,
  places: readonly UsualPlace[] = USUAL_PLACES,
  longestMs = LONGEST_MS,
): Promise<readonly LocalServer[]> {
  const found = places.map(async (place): Promise<readonly LocalServer[]> => {
    const endpoint = { ...place, connection: place.preset.id, key: () => Promise.resolve(undefined) };
    try {
      const models = (await listModels(endpoint, signal, longestMs)).map(({ id }) => id);
      return models.length === 0 ? [] : [{ ...place, models }];
    } catch {
      // Nobody there is the usual case, and no failure of anything.
      return [];
    }
  });
  return (await Promise.all(found)).flat();
}
