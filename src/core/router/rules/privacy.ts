import type { Rule } from "../rule.ts";

/** What may not leave this computer is for models that run on it. */
export const privacyRule: Rule = {
  name: "privacy",
  forbids({ localOnly }, { info }) {
    return localOnly && !info.local ? localOnly : undefined;
  },
};
