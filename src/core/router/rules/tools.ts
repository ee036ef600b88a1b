import { phrase } from "../../../util/phrase.ts";
import type { Rule } from "../rule.ts";

/** Requests that need tools go to models that call them; where nothing is known they may. */
export const toolsRule: Rule = {
  name: "tools",
  forbids({ needsTools }, { info }) {
    return needsTools && info.tools === false ? phrase("it does not call tools") : undefined;
  },
};
