/*
 * Paths as URIs carry them: with `/`, and a drive of Windows as `/c:/`. Its letter comes in either case: VS Code writes a
 * small one, Windows itself and many programs a capital one.
 */

/**
 * The way from a folder to a file in it, with `/` and without one at its ends; "" for the folder itself. Undefined for a
 * file that is not in it. Letters match in either case, because on Windows and macOS one folder has many spellings; ask
 * only about a file that is known to be in the folder, else two folders of Linux could be taken for one.
 */
export function wayBelow(folder: string, file: string): string | undefined {
  const [base, full] = [partsOf(folder), partsOf(file)];
  const isBelow = base.every((part, index) => fold(part) === fold(full[index] ?? ""));
  return isBelow && !full.includes("..") ? full.slice(base.length).join("/") : undefined;
}

/** The same path with the drive letter as VS Code writes it; every other path as it is. Takes `C:\` and `/C:/`. */
export function smallDrive(path: string): string {
  return path.replace(
    /^(\/?)([A-Z])(?=:(?:[\\/]|$))/,
    (_, slash: string, letter: string) => slash + letter.toLowerCase(),
  );
}

function partsOf(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

/** Upper case first: some letters share a capital without sharing a small form. */
function fold(text: string): string {
  return text.normalize("NFC").toUpperCase().toLowerCase();
}
