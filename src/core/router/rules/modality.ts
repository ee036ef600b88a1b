import { phrase } from "../../../util/phrase.ts";
import type { Rule } from "../rule.ts";

/** Images go to models that read them; where nothing is known they may. */
export const modalityRule: Rule = {
  name: "modality",
  forbids({ hasImages }, { info }) {
    return hasImages && info.images === false ? phrase("it does not read images") : undefined;
  },
};
