import * as z from "zod";
import { findHidden, findLookalikes } from "../../../src/core/context/hidden.ts";
import { judgeEach, type CaseSet } from "../cases.ts";

const HiddenCase = z.object({
  id: z.string(),
  text: z.string(),
  expect: z.object({ bidiOrZeroWidth: z.array(z.string()) }),
});

const written = (codePoint: number): string => `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;

/** Exactly the hidden characters must be named; one that passes unseen is a leak into the eyes of a reader. */
const trojanSource = judgeEach(HiddenCase, ({ text, expect }) => {
  const hidden = [...new Set(findHidden(text).map(({ codePoint }) => written(codePoint)))].toSorted();
  const gave = { hidden, lookalikes: findLookalikes(text) };
  const missed = expect.bidiOrZeroWidth.filter((one) => !hidden.includes(one));
  if (missed.length > 0) return { verdict: "wrong", why: `not seen: ${missed.join(", ")}`, gave };
  if (hidden.length > expect.bidiOrZeroWidth.length) return { verdict: "failed", why: "false alarm", gave };
  return { verdict: "passed", gave };
});

export const hiddenText: CaseSet = { folder: "cases/hidden-text", files: { "trojan-source.json": trojanSource } };
