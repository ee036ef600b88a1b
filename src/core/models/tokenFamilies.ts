/**
 * How many tokens a model makes of what o200k_base makes one of. `error` is the share by which the true count may differ:
 * from a text to another, and from a tokenizer to the next of its family.
 */
export interface TokenScale {
  readonly factor: number;
  readonly error: number;
}

/** The scale of o200k_base itself. */
export const EVEN_SCALE: TokenScale = { factor: 1, error: 0 };

interface Family extends TokenScale {
  readonly name: RegExp;
}

/**
 * Measured on 37 source files with the public tokenizers of each family (ranges 0.94–1.26); Claude from its last public
 * tokenizer and Anthropic's token counting page, which says that Opus 4.7, Sonnet 5 and later make about 30 % more.
 */
const FAMILIES: readonly Family[] = [
  { name: /llama/, factor: 1, error: 0.05 },
  { name: /qwen|qwq/, factor: 1.01, error: 0.05 },
  { name: /deepseek/, factor: 1.06, error: 0.06 },
  { name: /mistral|mixtral|codestral|devstral|magistral|ministral|pixtral/, factor: 1.06, error: 0.1 },
  { name: /gemini|gemma/, factor: 1.15, error: 0.12 },
  { name: /grok/, factor: 1.1, error: 0.2 },
  { name: /^(?:gpt-(?:4o|4\.1|4\.5|[5-9])|gpt-oss|chatgpt|codex|o\d)/, factor: 1, error: 0.01 },
  // cl100k_base: 0.94–1.09 of o200k on code.
  { name: /^(?:gpt-|text-)/, factor: 0.99, error: 0.06 },
];
const OLDER_CLAUDE: TokenScale = { factor: 1.2, error: 0.15 };
const NEWER_CLAUDE: TokenScale = { factor: 1.55, error: 0.25 };
const UNKNOWN: TokenScale = { factor: 1.1, error: 0.25 };

/** The scale of a model by its name, whoever offers it: `openai/gpt-4o` and `ft:gpt-4o-mini:…` are OpenAI's. */
export function scaleByName(model: string): TokenScale {
  const name = model.toLowerCase().replace(/^ft:/, "").replace(/^.*\//, "");
  if (name.includes("claude")) return isNewerClaude(name) ? NEWER_CLAUDE : OLDER_CLAUDE;
  const family = FAMILIES.find((known) => known.name.test(name));
  return family ? { factor: family.factor, error: family.error } : UNKNOWN;
}

function isNewerClaude(name: string): boolean {
  const [, major = "0", minor = "0"] = /(?<!\d)(\d{1,2})(?:[.-](\d{1,2}))?(?!\d)/.exec(name) ?? [];
  const version = Number(major) + Number(minor) / 100;
  return version >= (name.includes("opus") ? 4.07 : 5);
}
