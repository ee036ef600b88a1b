import { phrase, type Phrase } from "../../../util/phrase.ts";
import type { Tier } from "../../models/tier.ts";
import type { TaskKind } from "../../task/kinds.ts";
import type { Rule } from "../rule.ts";

const QUICK = phrase("quick work");
const CHECKED = phrase("small change that can be checked");
const DEEP = phrase("deep work");

/** Where each kind of task starts: the kind is the one thing known before sending that pays to route by. */
const START: Readonly<Record<TaskKind, { readonly tier: Tier; readonly because: Phrase }>> = {
  complete: { tier: "mini", because: QUICK },
  explain: { tier: "mini", because: QUICK },
  fix: { tier: "mini", because: CHECKED },
  debug: { tier: "full", because: DEEP },
  refactor: { tier: "full", because: DEEP },
  edit: { tier: "mini", because: CHECKED },
  test: { tier: "mini", because: CHECKED },
  document: { tier: "mini", because: QUICK },
  review: { tier: "full", because: DEEP },
  commit: { tier: "mini", because: QUICK },
  chat: { tier: "mini", because: QUICK },
  "agent-step": { tier: "full", because: DEEP },
};

export const kindRule: Rule = {
  name: "kind",
  votes({ task }) {
    const { tier, because } = START[task];
    return { because, prefers: tier };
  },
};
