import type { CaseSet } from "./cases.ts";
import { billed } from "./sets/billed.ts";
import { completionPost } from "./sets/completionPost.ts";
import { cost } from "./sets/cost.ts";
import { editApply } from "./sets/editApply.ts";
import { editReplies } from "./sets/editReplies.ts";
import { faults } from "./sets/faults.ts";
import { fim } from "./sets/fim.ts";
import { hiddenText } from "./sets/hiddenText.ts";
import { ignore } from "./sets/ignore.ts";
import { models } from "./sets/models.ts";
import { markdown } from "./sets/markdown.ts";
import { promptInjection } from "./sets/promptInjection.ts";
import { secrets } from "./sets/secrets.ts";
import { sseStream } from "./sets/sseStream.ts";
import { tokeniser } from "./sets/tokeniser.ts";

/** Every set that our engines are judged by; a set is one file in `sets/` and one row here. */
export const SETS: Readonly<Record<string, CaseSet>> = {
  billed,
  "completion-post": completionPost,
  cost,
  "edit-apply": editApply,
  "edit-replies": editReplies,
  faults,
  fim,
  "hidden-text": hiddenText,
  ignore,
  models,
  markdown,
  "prompt-injection": promptInjection,
  secrets,
  "sse-stream": sseStream,
  tokeniser,
};
