/** Where a change of a git diff lies in its repository, with `/`. */
export interface DiffName {
  /** As it is called now. */
  readonly path: string;
  /** As it was called before; lines of it are in the change. */
  readonly from?: string;
}

/** Names as git writes them: as they are, or in quotes with its escapes. */
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
const PAIR = new RegExp(`^diff --git (?:(${QUOTED}) (.+)|(.+) (${QUOTED}))$`);
/** What both sides of a merge changed has one name; what is not merged yet has no lines at all. */
const SINGLE = /^(?:diff --(?:cc|combined)|\* Unmerged path) (.+)$/;
const RENAME = /^(rename|copy) (from|to) (.+)$/;

/** The name in a line that begins the change of a file; undefined for every other line. */
export function nameIn(line: string): DiffName | undefined {
  const single = SINGLE.exec(line)?.[1];
  if (single !== undefined) return { path: unquoted(single) };
  if (!line.startsWith("diff --git ")) return undefined;
  const [, first, second, other, last] = PAIR.exec(line) ?? [];
  const names = line.slice("diff --git ".length);
  // Where the two names differ, the lines of the renaming say them apart.
  const half = (names.length - 1) / 2;
  const before = unquoted(first ?? other ?? names.slice(0, half));
  const after = unquoted(second ?? last ?? names.slice(half + 1));
  // `diff.noprefix` leaves `a/` and `b/` out, and then both names are the same.
  return { path: before === after ? after : after.replace(/^[a-z]\//, "") };
}

/** What a line of a renaming or a copy says of the names. */
export function renameIn(line: string): Partial<DiffName> {
  const [, , which, name] = RENAME.exec(line) ?? [];
  if (name === undefined) return {};
  return which === "from" ? { from: unquoted(name) } : { path: unquoted(name) };
}

const ESCAPES: Readonly<Record<string, string>> = { a: "\x07", b: "\b", t: "\t", n: "\n", v: "\v", f: "\f", r: "\r" };

/** git's `quote.c`: C escapes, and bytes of UTF-8 in octal. Throws for bytes that are no UTF-8. */
function unquoted(name: string): string {
  if (!name.startsWith('"')) return name;
  const escaped = name.slice(1, -1).replaceAll("%", "%25");
  return decodeURIComponent(
    escaped.replace(/\\(?:([0-7]{3})|(.))/g, (_, octal: string | undefined, letter: string) =>
      octal === undefined
        ? encodeURIComponent(ESCAPES[letter] ?? letter)
        : `%${Number.parseInt(octal, 8).toString(16).padStart(2, "0")}`,
    ),
  );
}
