import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./toolchain.mjs";

/** The README's pictures by name: what test/ui/screenshots.ui.ts calls them in out/shots, with `-light` for the other theme. */
export const PICTURES = { explain: "readme-explain", "shift-up": "readme-shift-up", cost: "readme-cost" } as const;
export type PictureName = keyof typeof PICTURES;

/** Keeps the pictures of the last run under media/screenshots. */
export function keepPictures(): readonly string[] {
  const folder = path.join(root, "media/screenshots");
  mkdirSync(folder, { recursive: true });
  return Object.entries(PICTURES).flatMap(([name, shot]) =>
    ["", "-light"].map((suffix) => {
      const file = path.join(folder, `${name}${suffix}.png`);
      copyFileSync(path.join(root, "out/shots", `${shot}${suffix}.png`), file);
      return path.relative(root, file);
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(keepPictures().join("\n"));
