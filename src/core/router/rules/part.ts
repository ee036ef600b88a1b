import type { Rule } from "../rule.ts";

/** A part of a layered pipeline is for the tier that the pipeline was weighed with. */
export const partRule: Rule = {
  name: "part",
  votes: ({ layer }) => layer?.start,
};
