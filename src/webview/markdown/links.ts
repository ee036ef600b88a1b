import { parseFileLink } from "../../util/fileLink.ts";

const SCHEMES: ReadonlySet<string> = new Set(["https:", "http:", "mailto:"]);

/** The one allow-list for links in answers: the web, mail, places in files. Anything else stays plain text. */
export function isAllowedLink(url: string): boolean {
  const parsed = parseUrl(url);
  return parsed === undefined ? parseFileLink(url) !== undefined : SCHEMES.has(parsed.protocol);
}

/**
 * Where a link really goes, to be written behind it in full: for look-alike hosts (punycode), a user part before the
 * host, and link texts that name another host. Undefined where the text hides nothing.
 */
export function disguise(url: string, text: string): string | undefined {
  const parsed = parseUrl(url);
  if (parsed === undefined || parsed.protocol === "mailto:") return undefined;
  const odd = parsed.username !== "" || parsed.password !== "" || /(^|\.)xn--/.test(parsed.hostname);
  const named = hostIn(text);
  return odd || (named !== undefined && named !== parsed.hostname) ? url : undefined;
}

/** The host that a text claims, where it looks like an address. */
function hostIn(text: string): string | undefined {
  const address = /^(?:https?:\/\/)?((?:[\w-]+\.)+[a-z]{2,})(?:[/:?#]|$)/i.exec(text.trim());
  return address?.[1]?.toLowerCase();
}

function parseUrl(url: string): URL | undefined {
  // Control characters and blanks are skipped by URL parsers, so `java\nscript:` would pass a naive look at the text.
  return /[\s\p{Cc}]/u.test(url) || !URL.canParse(url) ? undefined : new URL(url);
}
