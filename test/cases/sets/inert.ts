/** Elements that the renderer makes; anything else in its HTML came out of the text. */
const ELEMENTS: ReadonlySet<string> = new Set([
  ...["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr", "br", "em", "strong", "s", "a"],
  ...["table", "thead", "tbody", "tr", "th", "td", "pre", "code", "span", "div", "header", "button", "i"],
]);

const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...["href", "title", "class", "role", "tabindex", "type", "start", "aria-label", "aria-hidden"],
  ...["data-link", "data-code-action", "data-later", "data-cut", "style"],
]);

const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z][a-z-]*(?:="[^"<>]*")?)*) ?\/?>/y;
const ATTRIBUTE = / ([a-z][a-z-]*)(?:="([^"]*)")?/g;
const LINK = /^(?:https?:|mailto:)|^#$/i;

/**
 * What of a piece of HTML could run, load, style or lead somewhere it must not. Reads text, not DOM: a request is out
 * before a DOM can be looked at. Stricter than a browser: every `<` must begin a tag that the renderer makes.
 */
export function activeParts(html: string): readonly string[] {
  const active: string[] = [];
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) {
    TAG.lastIndex = at;
    const match = TAG.exec(html);
    const [, , name = "", attributes = ""] = match ?? [];
    if (!match || !ELEMENTS.has(name)) active.push(html.slice(at, at + 30));
    else active.push(...activeAttributes(name, attributes));
  }
  return active;
}

function activeAttributes(element: string, attributes: string): readonly string[] {
  return [...attributes.matchAll(ATTRIBUTE)].flatMap(([whole, name = "", value = ""]) => {
    const text = decode(value);
    if (!ATTRIBUTES.has(name)) return [whole];
    if (name === "style") return /^text-align:(?:left|right|center)$/.test(text) ? [] : [whole];
    if (name === "href") return element === "a" && LINK.test(text) ? [] : [whole];
    if (name === "data-link") return LINK.test(text) || isInFile(text) ? [] : [whole];
    return [];
  });
}

/** A place in a file: no scheme, no host, no step up. */
function isInFile(link: string): boolean {
  return !/^[^/?#]*:|^[\\/]{2}|(?:^|[\\/])\.\.(?:[\\/]|$)|\p{Cc}/u.test(decodeURIComponent(link));
}

function decode(value: string): string {
  return value.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
