import { cpSync } from "node:fs";
import path from "node:path";
import type { Frame, Page } from "playwright-core";
import { launchBrowser, sleep, startServer, temporaryFolder } from "../workbench/host.ts";
import { webviewFrame } from "../workbench/page.ts";
import { root } from "../workbench/toolchain.mjs";
import { packageExtension } from "../workbench/vsix.ts";
import type { Bench, Figures } from "./bench.ts";
import { makeBenchExtension, openBench } from "./benchExtension.ts";
import { ENDPOINT_URL } from "./hostCalls.ts";
import { HostLink } from "./hostLink.ts";
import { RoadEndpoint, type AnswerPlan } from "./roadEndpoint.ts";
import { takePaints, watchPaints } from "./roadProbe.ts";
import { paintLags, roadToken, type RoadKind, type RoadPlace, type WrittenToken } from "./roadRun.ts";
import { differenceOf, interleave, type Round } from "./rounds.ts";
import { median, medianOf, seededRandom } from "./stats.ts";

/*
 * What the product adds to the road of a request, warm, in the packaged extension: from the command's execution to the
 * request's arrival at the endpoint, and from a token's writing there to its painting in the chat. The floor is a bare
 * extension: a command that calls `fetch` at once, and a webview that appends the text.
 */

/** The function `total` of the sample, selected, and the same with no more than the cursor in it. */
const SELECTED: RoadPlace = { file: "src/cart.ts", lines: [17, 28] };
const AT_CURSOR: RoadPlace = { file: "src/cart.ts", lines: [18, 18] };
const QUESTIONS = 10;
const ANSWERS = 2;
const ANSWER_TOKENS = 50;
const FIRST_TOKEN_MS = 60;
const PAUSE_MS = 60;
const SETTLE_MS = 3_000;

export const road: Bench = {
  floors: [
    { key: "commandToRequestMs", max: 20, goal: 10 },
    { key: "tokenToPaintMs", max: 20, goal: 10 },
  ],
  run,
};

/** Medians of some answers, in ms. */
interface Leg {
  readonly requestMs: number;
  readonly firstPaintMs: number;
  readonly paintMs: number;
}

interface Stage {
  readonly link: HostLink;
  readonly endpoint: RoadEndpoint;
  readonly frames: Readonly<Record<RoadKind, Frame>>;
}

async function run(): Promise<Figures> {
  const vsix = packageExtension();
  const folder = temporaryFolder("bench");
  const workspace = path.join(folder.path, "sample");
  const dev = path.join(folder.path, "road");
  cpSync(path.join(root, "test/fixtures/sample"), workspace, { recursive: true });
  await makeBenchExtension("road", dev);
  const endpoint = await RoadEndpoint.start();
  const link = await HostLink.open();
  const env = { ...link.env, [ENDPOINT_URL]: endpoint.baseUrl };
  const server = await startServer({ vsix, driver: true, env, machineSettings: settingsFor(endpoint) });
  const browser = await launchBrowser();
  try {
    const page = await openBench(browser, server, { dev, folder: workspace });
    await link.connected();
    await link.call("open", SELECTED);
    return await measure({ link, endpoint, frames: await probedFrames(page) });
  } finally {
    await browser.close();
    await server.stop();
    endpoint.close();
    link.close();
    folder.remove();
  }
}

function settingsFor({ baseUrl }: RoadEndpoint): Readonly<Record<string, unknown>> {
  return {
    "upshift.models.connections": { bench: { preset: "custom", baseUrl } },
    "upshift.models.mini": "bench/mini",
    "upshift.models.full": "bench/full",
    "upshift.completions.mode": "off",
  };
}

async function probedFrames(page: Page): Promise<Stage["frames"]> {
  const frames = {
    ours: await webviewFrame(page, "main.chat"),
    bare: await webviewFrame(page, "body > p:only-of-type"),
  };
  for (const frame of Object.values(frames)) await watchPaints(frame);
  // Language features come up after the window has.
  await sleep(SETTLE_MS);
  return frames;
}

async function measure(stage: Stage): Promise<Figures> {
  const random = seededRandom(1);
  const short = (): AnswerPlan => plan(1, () => FIRST_TOKEN_MS + PAUSE_MS * random());
  // 50 tokens per second on average, in no step with the frames of the screen.
  const long = (): AnswerPlan => plan(ANSWER_TOKENS, (index) => (index === 0 ? FIRST_TOKEN_MS : 5 + 30 * random()));
  const questions = (kind: RoadKind) => (): Promise<Leg> =>
    runLeg(stage, kind, Array.from({ length: QUESTIONS }, short));
  const answers = (kind: RoadKind) => (): Promise<Leg> => runLeg(stage, kind, Array.from({ length: ANSWERS }, long));
  const asked = await interleave({
    name: "requests",
    ours: questions("ours"),
    floor: questions("bare"),
    steady: [({ requestMs }) => requestMs],
    compare: () => undefined,
  });
  const painted = await interleave({
    name: "tokens",
    ours: answers("ours"),
    floor: answers("bare"),
    steady: [({ paintMs }) => paintMs],
    compare: () => undefined,
  });
  await stage.link.call("open", AT_CURSOR);
  const atCursor = await interleave({
    name: "requests at the cursor",
    ours: questions("ours"),
    floor: questions("bare"),
    steady: [({ requestMs }) => requestMs],
    compare: () => undefined,
  });
  return {
    commandToRequestMs: differenceOf(asked, ({ requestMs }) => requestMs),
    tokenToPaintMs: differenceOf(painted, ({ paintMs }) => paintMs),
    // No floors, but what the two stand on.
    cursorToRequestMs: differenceOf(atCursor, ({ requestMs }) => requestMs),
    firstTokenToPaintMs: differenceOf(asked, ({ firstPaintMs }) => firstPaintMs),
    bareCommandToRequestMs: floorOf(asked, ({ requestMs }) => requestMs),
    bareTokenToPaintMs: floorOf(painted, ({ paintMs }) => paintMs),
  };
}

function floorOf(rounds: readonly Round<Leg>[], size: (leg: Leg) => number): Figures[string] {
  return medianOf(rounds.map(({ floor: [one, two] }) => (size(one) + size(two)) / 2));
}

let answered = 0;

function plan(tokens: number, afterMs: (index: number) => number): AnswerPlan {
  answered += 1;
  return Array.from({ length: tokens }, (_, index) => ({ text: roadToken(answered, index), afterMs: afterMs(index) }));
}

async function runLeg({ link, endpoint, frames }: Stage, kind: RoadKind, plans: readonly AnswerPlan[]): Promise<Leg> {
  await link.call("clear");
  await takePaints(frames[kind], 0);
  const requests: number[] = [];
  const written: WrittenToken[] = [];
  const firsts: number[] = [];
  for (const next of plans) {
    await sleep(PAUSE_MS);
    endpoint.prepare(next);
    const at = await link.call<number>("ask", kind);
    requests.push(endpoint.served.arrivedAt - at);
    firsts.push(written.length);
    written.push(...endpoint.served.written);
  }
  const lags = paintLags(written, await takePaints(frames[kind], written.length));
  return {
    requestMs: median(requests),
    firstPaintMs: median(firsts.map((index) => lags[index] ?? Infinity)),
    paintMs: median(lags),
  };
}
