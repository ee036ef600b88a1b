import * as z from "zod";
import { createPathGate } from "../../../src/core/context/privacy.ts";
import { judgeEach, type CaseSet } from "../cases.ts";

const IgnoreCase = z.object({
  id: z.string(),
  /** Lines of one ignore file. */
  patterns: z.array(z.string()),
  /** Path → 1 ignored, 0 not. */
  paths: z.record(z.string(), z.union([z.literal(0), z.literal(1)])),
});

/** A path that is let through though it is ignored is a leak, so it counts as wrong. */
const nodeIgnore = judgeEach(IgnoreCase, ({ patterns, paths }) => {
  const gate = createPathGate([{ name: ".gitignore", folder: "", text: patterns.join("\n") }]);
  const gave = Object.fromEntries(Object.keys(paths).map((path) => [path, gate.check(path) === undefined ? 0 : 1]));
  const missed = Object.keys(paths).filter((path) => gave[path] !== paths[path]);
  if (missed.length === 0) return { verdict: "passed", gave };
  const hasLeak = missed.some((path) => paths[path] === 1);
  return { verdict: hasLeak ? "wrong" : "failed", why: missed.join(", "), gave };
});

export const ignore: CaseSet = { folder: "cases/ignore", files: { "node-ignore.json": nodeIgnore } };
