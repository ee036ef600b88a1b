/** The words sent with a task. Prompts are data: a change of words is a new version. */
export interface Prompt {
  readonly name: string;
  readonly version: number;
  /** What the model is and how it is to answer. */
  readonly system: string;
  /** What is asked when the user typed nothing. */
  readonly request: string;
  /** The answer is no answer without a fenced code block. */
  readonly needsCode: boolean;
  /** An empty answer is an answer: there was nothing to add. */
  readonly mayBeEmpty?: true;
  /** Nobody waits for this one to be thought over. */
  readonly quick?: boolean;
  /** Room kept for the answer, in tokens. */
  readonly answerTokens: number;
  /** Names and versions of what was added to the words, such as the rules for tools. */
  readonly added?: readonly string[];
}
