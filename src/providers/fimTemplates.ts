/** The two texts that a completion stands between, redacted, and the files that go along with them. */
export interface Gap {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly others: readonly { readonly path: string; readonly text: string }[];
}

/** A prompt in a model's own signs, and the texts at which its answer ends. */
export interface GapPrompt {
  readonly prompt: string;
  readonly stop: readonly string[];
}

interface Template {
  /** Model names, in lower case. */
  readonly models: RegExp;
  readonly write: (before: string, after: string) => string;
  /**
   * What stands before the name of a file where the model knows several, and whether the other files stand in front of the
   * whole prompt or of the text before the gap; absent where it was trained on one file alone.
   */
  readonly files?: { readonly mark: string; readonly inFront: "of-prompt" | "of-text" };
  /** The signs of the template. A text that holds one of them would be read as another text. */
  readonly signs: readonly string[];
}

const BARRED = ["<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"] as const;
const PLAIN = ["<fim_prefix>", "<fim_suffix>", "<fim_middle>"] as const;
const DEEPSEEK = ["<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"] as const;
const inOrder =
  ([first, second, third]: readonly [string, string, string]) =>
  (before: string, after: string): string =>
    `${first}${before}${second}${after}${third}`;

/**
 * How families of models were trained to fill a gap, by their makers' model cards: Qwen2.5-Coder ("repository level code
 * completion"), CodeGemma, Granite 3.3 and 4, StarCoder 2 (arXiv 2402.19173, 5.1), Granite Code, DeepSeek-Coder, Code Llama
 * (arXiv 2308.12950, 2.3), Codestral (mistral-common, `encode_fim`). The first that matches holds.
 */
const TEMPLATES: readonly Template[] = [
  {
    models: /codeqwen|qwen.*coder/,
    write: inOrder(BARRED),
    files: { mark: "<|file_sep|>", inFront: "of-prompt" },
    signs: [...BARRED, "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>", "<|endoftext|>", "<|im_start|>", "<|im_end|>"],
  },
  { models: /codegemma/, write: inOrder(BARRED), signs: [...BARRED, "<|file_separator|>", "<end_of_turn>"] },
  { models: /granite.*(?:3\.3|4)/, write: inOrder(BARRED), signs: [...BARRED, "<|fim_pad|>", "<|end_of_text|>"] },
  {
    models: /starcoder-?2/,
    write: inOrder(PLAIN),
    files: { mark: "<file_sep>", inFront: "of-prompt" },
    signs: [...PLAIN, "<file_sep>", "<repo_name>", "<|endoftext|>"],
  },
  {
    models: /starcoder|stable-?code|granite.*code|santacoder/,
    write: inOrder(PLAIN),
    signs: [...PLAIN, "<fim_pad>", "<|endoftext|>"],
  },
  { models: /deepseek.*coder/, write: inOrder(DEEPSEEK), signs: [...DEEPSEEK, "<｜end▁of▁sentence｜>"] },
  {
    models: /code-?llama/,
    write: (before, after) => `<PRE> ${before} <SUF>${after} <MID>`,
    signs: ["<PRE>", "<SUF>", "<MID>", "<EOT>"],
  },
  {
    models: /codestral/,
    write: (before, after) => `[SUFFIX]${after}[PREFIX]${before}`,
    files: { mark: "+++++ ", inFront: "of-text" },
    signs: ["[SUFFIX]", "[PREFIX]"],
  },
];

/**
 * The prompt by which a model fills a gap; undefined for a model that is not known to, and for texts that hold the signs
 * of its template.
 */
export function gapPromptFor(model: string, { path, before, after, others }: Gap): GapPrompt | undefined {
  const template = TEMPLATES.find(({ models }) => models.test(model.toLowerCase()));
  if (!template) return undefined;
  const { write, files, signs } = template;
  const texts = [before, after, ...others.map(({ text }) => text)];
  if (texts.some((text) => signs.some((sign) => text.includes(sign)))) return undefined;
  if (files === undefined || others.length === 0) return { prompt: write(before, after), stop: signs };
  const { mark, inFront } = files;
  const along = `${others.map((other) => `${mark}${other.path}\n${other.text}\n`).join("")}${mark}${path}\n`;
  const prompt = inFront === "of-text" ? write(along + before, after) : along + write(before, after);
  return { prompt, stop: signs };
}
