import { AI } from "./rules/ai.ts";
import { CLOUD } from "./rules/cloud.ts";
import { CODE_HOSTS } from "./rules/codeHosts.ts";
import { COMMERCE } from "./rules/commerce.ts";
import { ASSIGNED, CREDENTIALS, SUSPECTS } from "./rules/credentials.ts";
import { KEYS } from "./rules/keys.ts";
import type { SecretRule } from "./rule.ts";

/** Every rule; where two find the same place, the earlier one names it. */
export const SECRET_RULES: readonly SecretRule[] = [
  ...KEYS,
  ...CODE_HOSTS,
  ...AI,
  ...CLOUD,
  ...COMMERCE,
  ...CREDENTIALS,
  ...ASSIGNED,
  ...SUSPECTS,
];
