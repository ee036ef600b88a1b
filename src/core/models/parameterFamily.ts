/**
 * Which parameters a model takes, where that is the model's own matter and not its endpoint's: `first-reasoning` knows no
 * instructions of ours (their text goes into the first question) and, like `reasoning`, limits an answer by
 * `max_completion_tokens` only; any other model takes what its endpoint takes. We send no temperature, which no reasoning
 * model takes. Sources: OpenAI's model pages and its reasoning guide, November 2026.
 */
export const PARAMETER_FAMILIES = ["first-reasoning", "reasoning"] as const;
export type ParameterFamily = (typeof PARAMETER_FAMILIES)[number];

const FAMILIES: readonly (readonly [RegExp, ParameterFamily])[] = [
  [/^o1-(?:mini|preview)(?:-|$)/, "first-reasoning"],
  [/^o\d+(?:-|$)/, "reasoning"],
  // Chat models of these lines take the field too; `gpt-oss` is no model of an OpenAI endpoint.
  [/^(?:gpt-(?:[5-9]|\d{2,})(?:[.-]|$)|codex-)/, "reasoning"],
];

/**
 * What a name tells, with or without its maker before it, dated, or as a fine-tune: for models that the catalogue does not
 * list yet, and where no source of the catalogue says. Undefined for all others.
 */
export function familyByName(model: string): ParameterFamily | undefined {
  const name = model.toLowerCase().replace(/^ft:/, "").replace(/^.*\//, "");
  return FAMILIES.find(([known]) => known.test(name))?.[1];
}
