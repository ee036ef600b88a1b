import { phrase, type Phrase } from "../../util/phrase.ts";

/** "1 place", "4 places in 1 file", "9 places in 3 files". */
export function placesIn(places: number, files: number): Phrase {
  if (places === 1) return phrase("1 place");
  return files === 1
    ? phrase("{places} places in 1 file", { places })
    : phrase("{places} places in {files} files", { places, files });
}
