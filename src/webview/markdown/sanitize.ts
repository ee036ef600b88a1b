import DOMPurify from "dompurify";

const TAGS = [
  ...["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr", "br", "em", "strong", "s", "a"],
  ...["table", "thead", "tbody", "tr", "th", "td", "pre", "code", "span", "div", "header", "button", "i"],
];

const ATTRIBUTES = [
  ...["href", "title", "class", "role", "tabindex", "type", "start", "aria-label", "aria-hidden"],
  ...["data-link", "data-code-action", "data-later", "data-cut", "data-raw"],
];

/**
 * Second wall behind the parser's own rules: HTML text becomes DOM only through here. Everything that loads, runs or
 * styles is off the list, so that even a parser fault stays inert.
 */
export function toFragment(htmlText: string): DocumentFragment {
  const clean = DOMPurify.sanitize(htmlText, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    // These hold no address, so the address rule below is not for them.
    ADD_URI_SAFE_ATTR: ["role", "tabindex", "type", "start", "data-code-action", "data-later", "data-cut", "data-raw"],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|#$)/i,
    RETURN_TRUSTED_TYPE: true,
  });
  const template = document.createElement("template");
  // The DOM library's types do not know Trusted Types yet; without them DOMPurify returns a plain string here.
  template.innerHTML = clean as unknown as string;
  return template.content;
}
