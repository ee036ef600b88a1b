import { phrase } from "../../../util/phrase.ts";
import type { Rule } from "../rule.ts";

/** What another vendor's plan pays for is asked when the user asks, never while they type. */
export const consentRule: Rule = {
  name: "consent",
  forbids({ task }, { info }) {
    return task === "complete" && info.price.kind === "included"
      ? phrase("models of VS Code's own are not used for completions")
      : undefined;
  },
};
