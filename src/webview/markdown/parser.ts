import MarkdownIt, { type Env, type Token } from "markdown-it";
import { codeBlockHtml } from "./codeBlock.ts";
import { type EditMeta, useEditBlocks } from "./editBlocks.ts";
import { parseFileLink } from "../../util/fileLink.ts";
import { disguise, isAllowedLink } from "./links.ts";

export interface RenderOptions {
  /** No text will follow: a fence that never closed is code all the same. */
  readonly final: boolean;
}

interface AnswerEnv extends Env {
  final: boolean;
}

export interface Parsed {
  readonly tokens: Token[];
  /** The text defines link targets, which may change how any other part of it reads. */
  readonly hasReferences: boolean;
}

/*
 * Model text is data: no HTML, no images, own list of link schemes. This decides on tokens and strings, before anything
 * becomes DOM; the sanitizer and the CSP behind it are second and third walls.
 */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: false });

markdown.validateLink = isAllowedLink;
markdown.normalizeLinkText = (url) => url;

const escape = markdown.utils.escapeHtml;

markdown.renderer.rules["image"] = (tokens, index, _options, _env, renderer) =>
  escape(renderer.renderInlineAsText(tokens[index]?.children ?? [], markdown.options, {}));

markdown.renderer.rules["link_open"] = (tokens, index) => {
  const target = hrefOf(tokens[index]);
  const url = escape(target);
  // A place in a file is no address of the web: only the host can open it.
  return `<a href="${target === "" || parseFileLink(target) ? "#" : url}" title="${url}" data-link="${url}">`;
};

markdown.renderer.rules["link_close"] = (tokens, index) => {
  const open = tokens.findLastIndex((token, at) => at < index && token.type === "link_open");
  const text = tokens
    .slice(open + 1, index)
    .map((token) => token.content)
    .join("");
  const target = disguise(hrefOf(tokens[open]), text);
  return target === undefined ? "</a>" : `</a> <span class="target">(${escape(target)})</span>`;
};

markdown.renderer.rules["fence"] = (tokens, index, _options, env) => {
  const token = tokens[index];
  if (token === undefined) return "";
  const cut = !isClosed(token);
  const highlighted = !cut || (env as AnswerEnv).final;
  return codeBlockHtml({ code: token.content, language: languageOf(token.info), highlighted, cut });
};

useEditBlocks(markdown);

markdown.renderer.rules["edit_block"] = (tokens, index) => {
  const { content = "", meta } = tokens[index] ?? {};
  return codeBlockHtml({ code: content, language: "", highlighted: false, ...(meta as EditMeta | undefined) });
};

markdown.renderer.rules["code_block"] = (tokens, index) =>
  codeBlockHtml({ code: tokens[index]?.content ?? "", language: "", highlighted: false });

function hrefOf(token: Token | undefined): string {
  return String(token?.attrGet("href") ?? "");
}

/** First word of a fence's info string: `ts title="x"` is `ts`. */
export function languageOf(info: string): string {
  return /^[^\s{,:]*/.exec(info.trim())?.[0] ?? "";
}

/** A closed fence spans its code lines and both marker lines. */
export function isClosed(fence: Token): boolean {
  const [start, end] = fence.map ?? [0, 0];
  const breaks = fence.content.split("\n").length - 1;
  const lines = fence.content === "" || fence.content.endsWith("\n") ? breaks : breaks + 1;
  return end - start === lines + 2;
}

export function parse(text: string): Parsed {
  const env: AnswerEnv = { final: false };
  const tokens = markdown.parse(text, env);
  return { tokens, hasReferences: Object.keys(env.references ?? {}).length > 0 };
}

export function renderTokens(tokens: Token[], options: RenderOptions): string {
  return markdown.renderer.render(tokens, markdown.options, { final: options.final });
}

/** One render of a whole text: what streaming must end with. */
export function renderMarkdown(text: string, options: RenderOptions = { final: true }): string {
  return renderTokens(parse(text).tokens, options);
}
