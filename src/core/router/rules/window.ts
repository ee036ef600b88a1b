import { phrase } from "../../../util/phrase.ts";
import type { Rule } from "../rule.ts";

/** Prompt and room for the answer must fit the context window, where that is known. */
export const windowRule: Rule = {
  name: "window",
  forbids({ promptTokens, promptSizes, answerTokens }, { info }) {
    const needed = (promptSizes?.[info.id]?.tokens ?? promptTokens) + answerTokens;
    return info.contextWindow !== undefined && needed > info.contextWindow
      ? phrase("its window holds {window} tokens, this needs {needed}", { window: info.contextWindow, needed })
      : undefined;
  },
};
