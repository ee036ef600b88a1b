import * as z from "zod";
import { searchReplaceBlocks } from "../../../src/core/edits/formats/searchReplace.ts";
import { judgeEach, type CaseSet } from "../cases.ts";

const Block = z.union([
  z.object({ file: z.string(), search: z.string(), replace: z.string() }),
  z.object({ shell: z.string() }),
]);

const ReplyCase = z.object({
  id: z.string(),
  reply: z.string(),
  expect: z.union([z.object({ blocks: z.array(Block) }), z.object({ reject: z.literal(true) })]),
});

/** Real replies: every block with its file, in order; a malformed reply is refused, however good its first blocks are. */
const chatHistory = judgeEach(ReplyCase, ({ reply, expect }) => {
  const { blocks, faults } = searchReplaceBlocks(reply);
  const found = blocks.map(({ file, hunk }) => ({ file, search: text(hunk.search), replace: text(hunk.replace) }));
  const gave = faults.length > 0 ? { reject: faults, blocks: found } : { blocks: found };
  if ("reject" in expect)
    return faults.length > 0
      ? { verdict: "passed", gave }
      : { verdict: "wrong", why: "a malformed reply was read", gave };
  if (faults.length > 0) return { verdict: "refused", why: faults.join(", "), gave };
  const wanted = expect.blocks.filter((block) => "file" in block);
  const differs = wanted.findIndex((block, index) => JSON.stringify(block) !== JSON.stringify(found[index]));
  if (differs === -1 && wanted.length === found.length) return { verdict: "passed", gave };
  return { verdict: "wrong", why: `block ${differs} of ${wanted.length}, ${found.length} were read`, gave };
});

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

export const editReplies: CaseSet = {
  folder: "cases/edit-replies",
  files: { "aider-chat-history.json": chatHistory },
};
