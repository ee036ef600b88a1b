import path from "node:path";
import { launchBrowser, startServer, temporaryFolder } from "../workbench/host.ts";
import type { Bench, Figures } from "./bench.ts";
import { makeBenchExtension, openBench } from "./benchExtension.ts";
import { HostLink } from "./hostLink.ts";
import type { RelayKind, RelayPlan, RelayRun } from "./relayRun.ts";
import { differenceOf, interleave, ratioOf, type Round } from "./rounds.ts";
import { median, medianOf } from "./stats.ts";

/*
 * How far the webview is behind a model at 5,000 tokens per second, in the real extension host: our batches against one
 * message per token, and against the whole text with each chunk of a 50 KB answer, as other extensions post it.
 */

const TOKENS_PER_SECOND = 5_000;
const STREAM: Omit<RelayPlan, "kind"> = { tokens: 10_000, tokenLength: 9, perSecond: TOKENS_PER_SECOND };
const ANSWER_50KB: Omit<RelayPlan, "kind"> = { tokens: 1_600, tokenLength: 32, perSecond: TOKENS_PER_SECOND };
const SHORT: Omit<RelayPlan, "kind"> = { tokens: 50, tokenLength: 9, perSecond: TOKENS_PER_SECOND };
const SHORT_ANSWERS = 15;

export const relay: Bench = {
  floors: [
    { key: "p99RatioPerToken", max: 0.3, goal: 0.15 },
    { key: "cpuRatioPerToken", max: 0.6, goal: 0.35 },
    { key: "medianRatioWholeText", max: 0.1, goal: 0.02 },
    { key: "firstDeltaDelayMs", max: 5, goal: 1 },
  ],
  run,
};

async function run(): Promise<Figures> {
  const folder = temporaryFolder("bench");
  const dev = path.join(folder.path, "relay");
  await makeBenchExtension("relay", dev);
  const link = await HostLink.open();
  const server = await startServer({ driver: true, env: link.env });
  const browser = await launchBrowser();
  try {
    await openBench(browser, server, { dev });
    await link.connected();
    await link.call("open");
    return await measure(link);
  } finally {
    await browser.close();
    await server.stop();
    link.close();
    folder.remove();
  }
}

async function measure(link: HostLink): Promise<Figures> {
  const leg = (kind: RelayKind, plan: Omit<RelayPlan, "kind">) => (): Promise<RelayRun> =>
    link.call<RelayRun>("run", { kind, ...plan });
  const perToken = await interleave({
    name: "one message per token",
    ours: leg("ours", STREAM),
    floor: leg("per-token", STREAM),
    steady: [({ cpuMs }) => cpuMs],
    compare: sameText,
  });
  const wholeText = await interleave({
    name: "the whole text with each chunk",
    ours: leg("ours", ANSWER_50KB),
    floor: leg("whole-text", ANSWER_50KB),
    steady: [({ medianLagMs }) => medianLagMs],
    compare: sameText,
  });
  const first = await interleave({
    name: "first deltas",
    ours: () => shortAnswers(leg("ours", SHORT)),
    floor: () => shortAnswers(leg("bare", SHORT)),
    steady: [({ firstLagMs }) => firstLagMs],
    compare: sameText,
  });
  return {
    p99RatioPerToken: ratioOf(perToken, ({ p99LagMs }) => p99LagMs),
    cpuRatioPerToken: ratioOf(perToken, ({ cpuMs }) => cpuMs),
    medianRatioWholeText: ratioOf(wholeText, ({ medianLagMs }) => medianLagMs),
    firstDeltaDelayMs: differenceOf(first, ({ firstLagMs }) => firstLagMs),
    ...beside(perToken, wholeText),
  };
}

/** What the ratios stand on; no floors. */
function beside(perToken: readonly Round<RelayRun>[], wholeText: readonly Round<RelayRun>[]): Figures {
  const seconds = STREAM.tokens / STREAM.perSecond;
  return {
    p99Ms: medianOf(perToken.flatMap(({ ours }) => ours.map(({ p99LagMs }) => p99LagMs))),
    p99PerTokenMs: medianOf(perToken.flatMap(({ floor }) => floor.map(({ p99LagMs }) => p99LagMs))),
    postsPerSecond: medianOf(perToken.flatMap(({ ours }) => ours.map(({ posts }) => posts / seconds))),
    cpuRatioWholeText: ratioOf(wholeText, ({ cpuMs }) => cpuMs),
  };
}

/** One answer has one first delta; the medians of many of them. */
async function shortAnswers(leg: () => Promise<RelayRun>): Promise<RelayRun> {
  const runs: RelayRun[] = [];
  for (let count = 0; count < SHORT_ANSWERS; count++) runs.push(await leg());
  const middle = (size: (run: RelayRun) => number): number => median(runs.map(size));
  return {
    firstLagMs: middle(({ firstLagMs }) => firstLagMs),
    medianLagMs: middle(({ medianLagMs }) => medianLagMs),
    p99LagMs: middle(({ p99LagMs }) => p99LagMs),
    cpuMs: middle(({ cpuMs }) => cpuMs),
    posts: middle(({ posts }) => posts),
    digest: [...new Set(runs.map(({ digest }) => digest))].join(),
  };
}

function sameText(ours: RelayRun, floor: RelayRun): void {
  if (ours.digest !== floor.digest) throw new Error("The pages do not hold the same text: the measurement is void");
}
