import type { Rule } from "../rule.ts";

/** Models known to be out of reach now: no key, an address that is not valid, a pause that the endpoint asked for. */
export const availabilityRule: Rule = {
  name: "availability",
  forbids({ unavailable }, { info }) {
    return unavailable[info.id];
  },
};
