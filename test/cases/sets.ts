import type { CaseSet } from "./cases.ts";
import { cost } from "./sets/cost.ts";
import { editApply } from "./sets/editApply.ts";
import { editReplies } from "./sets/editReplies.ts";
import { faults } from "./sets/faults.ts";
import { ignore } from "./sets/ignore.ts";
import { sseStream } from "./sets/sseStream.ts";
import { tokeniser } from "./sets/tokeniser.ts";

/** Every set that our engines are judged by; a set is one file in `sets/` and one row here. */
export const SETS: Readonly<Record<string, CaseSet>> = {
  cost,
  "edit-apply": editApply,
  "edit-replies": editReplies,
  faults,
  ignore,
  "sse-stream": sseStream,
  tokeniser,
};
