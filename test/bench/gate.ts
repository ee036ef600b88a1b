import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { pack } from "../../src/core/context/pack.ts";
import { createPathGate } from "../../src/core/context/privacy.ts";
import { findSecrets } from "../../src/core/context/secrets/scan.ts";
import { SECRET_RULES } from "../../src/core/context/secrets/table.ts";
import { PROMPTS } from "../../src/core/prompts/prompts.ts";
import type { Bench, BenchOptions, Figures } from "./bench.ts";
import { interleave, ratioOf } from "./rounds.ts";
import { sourceTrees } from "./sourceTrees.ts";
import { type Estimate, medianOf, percentile } from "./stats.ts";

// What the gate costs: redaction of source against secretlint's recommended preset, a whole pack of 100 KB, and the
// slowest rule on texts that are made to make it slow.

const EXTENSIONS = ["ts", "js", "mjs", "tsx", "jsx", "py", "go", "rs", "java", "md", "json"];
const TEXT_CHARACTERS = 1_000_000;
const PACK_CHARACTERS = 100 * 1_024;
const PACKS = 60;

interface Leg {
  readonly cpuMs: number;
  readonly findings: number;
}

function cpuMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const RULES = [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator, options: {} }];

async function secretlint(content: string): Promise<Leg> {
  const before = process.cpuUsage();
  const source = { content, filePath: "/sources.txt", ext: ".txt", contentType: "text" } as const;
  const { messages } = await lintSource({ source, options: { config: { rules: RULES }, locale: "en" } });
  return { cpuMs: cpuMs(before), findings: messages.length };
}

function ours(content: string): Leg {
  const before = process.cpuUsage();
  const findings = findSecrets(content).filter(({ sure }) => sure).length;
  return { cpuMs: cpuMs(before), findings };
}

/** The whole table as people write it at first: every rule's pattern over the whole text. */
function plainTable(content: string): Leg {
  const before = process.cpuUsage();
  let findings = 0;
  for (const { pattern } of SECRET_RULES) {
    const everywhere = new RegExp(pattern.source, pattern.flags.replace("y", "g"));
    for (const _ of content.matchAll(everywhere)) findings += 1;
  }
  return { cpuMs: cpuMs(before), findings };
}

function joined(texts: readonly string[]): string {
  let text = "";
  for (let index = 0; text.length < TEXT_CHARACTERS; index += 1) text += texts[index % texts.length] ?? "";
  // Through bytes, so that it is one flat text like that of an editor.
  return Buffer.from(text.slice(0, TEXT_CHARACTERS)).toString("utf8");
}

function packMs(text: string): number {
  const gate = createPathGate([{ name: ".gitignore", folder: "", text: "node_modules/\n*.log" }]);
  const item = { kind: "file", path: "src/a.ts", language: "typescript", name: "", text } as const;
  const before = performance.now();
  pack({ prompt: PROMPTS.explain, instruction: "Explain", history: [], items: [item], gate, maxTokens: 60_000 });
  return performance.now() - before;
}

/** Each anchor and what follows it in a rule, over and over, with what makes a pattern hope. */
function hostileTexts(): readonly string[] {
  const starts = new Set(SECRET_RULES.flatMap(({ anchors }) => anchors));
  const hopes = ["", " ", "A1b2", '="', "= 'a1B2c3D4e5", "://a:", "\\n"];
  const full = (piece: string): string =>
    piece.repeat(Math.ceil(PACK_CHARACTERS / piece.length)).slice(0, PACK_CHARACTERS);
  return [...starts].flatMap((start) => hopes.map((hope) => full(start + hope)));
}

/** How many of the slowest are measured again. */
const SLOWEST = 20;

/** What the slowest text takes: of the slowest of one run the least of three, for what the machine did meanwhile. */
function worstMs(texts: readonly string[]): number {
  const once = texts.map((text) => ({ text, ms: ours(text).cpuMs })).toSorted((a, b) => b.ms - a.ms);
  const least = (text: string): number => Math.min(...[1, 2, 3].map(() => ours(text).cpuMs));
  return Math.max(...once.slice(0, SLOWEST).map(({ text }) => least(text)));
}

async function run({ repos }: BenchOptions): Promise<Figures> {
  const texts = sourceTrees(repos, EXTENSIONS).flatMap((tree) => tree.texts);
  const content = joined(texts);
  const plan = (name: string, floor: () => Promise<Leg>): Parameters<typeof interleave<Leg>>[0] => ({
    name,
    ours: async () => ours(content),
    floor,
    steady: [(leg) => leg.cpuMs],
    compare: () => undefined,
  });
  const perMs = (leg: Leg): number => 1 / leg.cpuMs;
  const preset = await interleave(plan("redaction against secretlint's preset", () => secretlint(content)));
  const table = await interleave(plan("redaction against a plain table", async () => plainTable(content)));
  const packs = Array.from({ length: PACKS }, (_, index) =>
    packMs(content.slice(index * 500, index * 500 + PACK_CHARACTERS)),
  );
  const speed = medianOf(preset.flatMap((round) => round.ours.map((leg) => TEXT_CHARACTERS / 1_000 / leg.cpuMs)));
  const worst: Estimate = { value: worstMs(hostileTexts()) };
  return {
    mbPerSecond: speed,
    mbPerSecondRatioSecretlint: ratioOf(preset, perMs),
    mbPerSecondRatioTable: ratioOf(table, perMs),
    pack100KBp95Ms: { value: percentile(packs.slice(PACKS / 3), 0.95) },
    worstRegexMs100KB: worst,
  };
}

export const gate: Bench = {
  floors: [
    { key: "mbPerSecondRatioSecretlint", min: 0.5, goal: 1 },
    { key: "pack100KBp95Ms", max: 40, goal: 20 },
    { key: "worstRegexMs100KB", max: 50, goal: 20 },
  ],
  run,
};
