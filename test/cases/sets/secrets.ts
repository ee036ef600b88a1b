import * as z from "zod";
import { SecretVault } from "../../../src/core/context/secrets.ts";
import { findSecrets } from "../../../src/core/context/secrets/scan.ts";
import { judgeEach, type CaseSet } from "../cases.ts";

const textOf = (base64: string): string => Buffer.from(base64, "base64").toString("utf8");

interface Found {
  readonly kind: string;
  readonly range: readonly [number, number];
}

/** What the engine takes out of a text, where it stands, and the text that would be sent. */
function look(text: string): { readonly findings: readonly Found[]; readonly sent: string } {
  const findings = findSecrets(text)
    .filter(({ sure }) => sure)
    .map(({ kind, whole }): Found => ({ kind, range: [whole.start, whole.end] }));
  return { findings, sent: new SecretVault().redact(text).text };
}

const Snapshot = z.object({
  id: z.string(),
  textB64: z.string(),
  expect: z.object({ findings: z.array(z.object({ range: z.tuple([z.number(), z.number()]) })) }),
});

/** Rules that need to know the file or their own options; the set's notes leave them out of every score. */
const NEEDS_CONTEXT = /\/(?:no-k8s-kind-secret|pattern)\//;

/**
 * A secret that stays is a leak, so it counts as wrong; where all are found but the borders differ, the case has passed
 * and says so: what is taken out is the secret, not the sentence around it.
 */
const snapshots = judgeEach(Snapshot, ({ id, textB64, expect }) => {
  if (NEEDS_CONTEXT.test(id)) return { verdict: "skipped", why: "needs the rule's own options" };
  const gave = look(textOf(textB64));
  const found = gave.findings.length > 0;
  const wanted = expect.findings.length > 0;
  if (found !== wanted)
    return { verdict: wanted ? "wrong" : "failed", why: wanted ? "not found" : "false alarm", gave };
  const exact = sameRanges(gave.findings, expect.findings);
  return exact ? { verdict: "passed", gave } : { verdict: "passed", why: "other borders", gave };
});

function sameRanges(a: readonly Pick<Found, "range">[], b: readonly { readonly range: readonly number[] }[]): boolean {
  const text = (all: readonly { readonly range: readonly number[] }[]): string =>
    [...new Set(all.map(({ range }) => range.join("-")))].toSorted().join();
  return text(a) === text(b);
}

const Literal = z.object({ id: z.string(), textB64: z.string(), expect: z.object({ secret: z.boolean() }) });

const literals = judgeEach(Literal, ({ textB64, expect }) => {
  const gave = look(textOf(textB64));
  const found = gave.findings.length > 0;
  if (found === expect.secret) return { verdict: "passed", gave };
  return { verdict: expect.secret ? "wrong" : "failed", why: expect.secret ? "not found" : "false alarm", gave };
});

export const secrets: CaseSet = {
  folder: "cases/secrets",
  files: { "secretlint-snapshots.json": snapshots, "gitleaks-literals.json": literals },
};
