/** A place in a file, as a link of an answer names it. */
export interface FilePlace {
  /** Relative, with `/`; not yet known to exist or to lie inside the workspace. */
  readonly path: string;
  /** 1-based, inclusive. */
  readonly lines?: { readonly start: number; readonly end: number };
}

/**
 * The place that `src/store.ts#L40-L52` names; undefined for what has a scheme or a host, steps up, or is no text. Only
 * the host may open it, after it has found the file inside the workspace.
 */
export function parseFileLink(link: string): FilePlace | undefined {
  const text = decoded(link);
  if (text === undefined || text === "" || /[\p{Cc}\u2028\u2029]/u.test(text) || URL.canParse(link)) return undefined;
  if (/^[\\/]{2}|^[^/?#]*:|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(text)) return undefined;
  const [, path = "", fragment = ""] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(text) ?? [];
  const [, start, end = start] = /^L(\d{1,7})(?:C\d+)?(?:-L?(\d{1,7})(?:C\d+)?)?$/.exec(fragment) ?? [];
  const relative = path.replaceAll("\\", "/").replace(/^(?:\.?\/)+/, "");
  if (start === undefined || end === undefined) return { path: relative };
  const first = Math.max(1, Number(start));
  return { path: relative, lines: { start: first, end: Math.max(first, Number(end)) } };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
