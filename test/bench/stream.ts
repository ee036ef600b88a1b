import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { build } from "esbuild";
import { temporaryFolder } from "../workbench/host.ts";
import type { Bench, Figures } from "./bench.ts";
import { interleave, ratioOf, ROUNDS } from "./rounds.ts";
import { type Estimate, medianOf } from "./stats.ts";
import type { Ask, Told } from "./stream/worker.ts";

/*
 * What our adapter costs beside the bare SDK, the AI SDK and a bare fetch: CPU per event, time to the first text, and the
 * first request of a process. Each client runs in a process of its own, against one server in another.
 */

const CLIENTS = ["ours", "raw", "sdk", "ai"] as const;
type Client = (typeof CLIENTS)[number];

const BURST = 20_000;
const WAITS = 40;
const SECONDS = 0.4;
const RATES = [50, 500, 5_000];
const PARALLEL = [1, 20];

const here = (file: string): string => path.join(import.meta.dirname, "stream", file);

/** What one client did in one leg; CPU in ms. */
interface Leg {
  readonly burst: Told;
  readonly waitMs: number;
  /** By "RATExSTREAMS". */
  readonly paced: Readonly<Record<string, Told>>;
}

export const stream: Bench = {
  floors: [
    { key: "ttftRatioSdk", max: 1.15, goal: 1.05 },
    { key: "cpuRatioSdk", max: 1.2, goal: 0.6 },
    { key: "cpuRatioAi", max: 0.5, goal: 0.25 },
    { key: "firstWarmRatioSdkCold", max: 0.6, goal: 0.3 },
  ],
  run,
};

async function run(): Promise<Figures> {
  const bundles = await bundleClients();
  const server = fork(here("server.ts"), { stdio: "inherit" });
  const [{ port }] = (await once(server, "message")) as [{ readonly port: number }];
  const workers = new Map<Client, ChildProcess>();
  try {
    const at = (rate: number, count: number): string => `http://127.0.0.1:${port}/r${rate}/n${count}/v1`;
    for (const client of CLIENTS) workers.set(client, await startWorker(bundles[client]));
    const leg = (client: Client, withRates: boolean) => async (): Promise<Leg> => {
      const worker = workers.get(client);
      if (!worker) throw new Error(`No worker for ${client}`);
      const { ms: waitMs } = await ask(worker, { type: "wait", baseUrl: at(0, 3), times: WAITS });
      const burst = await ask(worker, { type: "burst", baseUrl: at(0, BURST), streams: 1 });
      return { burst, waitMs, paced: withRates ? await pacedLegs(worker, at) : {} };
    };
    const compare = (one: Leg, other: Leg): void => assertSame(one, other);
    const steady = [({ burst }: Leg) => burst.cpuMs];
    const rounds = async (name: string, floor: Client, withRates: boolean) =>
      await interleave<Leg>({ name, ours: leg("ours", withRates), floor: leg(floor, withRates), steady, compare });
    const sdk = await rounds("ours and the SDK", "sdk", true);
    const ai = await rounds("ours and the AI SDK", "ai", false);
    const raw = await rounds("ours and a bare fetch", "raw", false);
    const cpu = ({ burst }: Leg): number => burst.cpuMs;
    const paced = Object.fromEntries(
      RATES.flatMap((rate) =>
        PARALLEL.map((streams): [string, Estimate] => {
          const name = `${rate}x${streams}`;
          return [`cpuRatioSdkAt${name}`, ratioOf(sdk, (one) => one.paced[name]?.cpuMs ?? Number.NaN)];
        }),
      ),
    );
    return {
      ttftRatioSdk: ratioOf(sdk, ({ waitMs }) => waitMs),
      cpuRatioSdk: ratioOf(sdk, cpu),
      cpuRatioAi: ratioOf(ai, cpu),
      firstWarmRatioSdkCold: await firstRequests(bundles, at(0, 3)),
      ttftRatioRaw: ratioOf(raw, ({ waitMs }) => waitMs),
      cpuRatioRaw: ratioOf(raw, cpu),
      ...paced,
    };
  } finally {
    for (const worker of workers.values()) worker.kill();
    server.kill();
  }
}

async function pacedLegs(
  worker: ChildProcess,
  at: (rate: number, count: number) => string,
): Promise<Record<string, Told>> {
  const told: Record<string, Told> = {};
  for (const rate of RATES) {
    for (const streams of PARALLEL) {
      const baseUrl = at(rate, Math.max(10, rate * SECONDS));
      told[`${rate}x${streams}`] = await ask(worker, { type: "burst", baseUrl, streams });
    }
  }
  return told;
}

function assertSame(one: Leg, other: Leg): void {
  const names = Object.keys(one.paced);
  const isSame =
    one.burst.text === other.burst.text && names.every((name) => one.paced[name]?.text === other.paced[name]?.text);
  if (!isSame) throw new Error("The clients read different texts");
}

/** The first request of a process: ours after a warm-up, the SDK's with its loading, one after the other. */
async function firstRequests(bundles: Readonly<Record<Client, string>>, baseUrl: string): Promise<Estimate> {
  const first = async (client: Client, warm: boolean): Promise<number> => {
    const worker = await startWorker(bundles[client]);
    const { ms } = await ask(worker, { type: "first", baseUrl, warm });
    worker.kill();
    return ms;
  };
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = await first("ours", true);
    const floor = (await first("sdk", false)) + (await first("sdk", false));
    ratios.push((ours + (await first("ours", true))) / floor);
  }
  return medianOf(ratios);
}

async function bundleClients(): Promise<Readonly<Record<Client, string>>> {
  const { path: outdir } = temporaryFolder("bench-stream");
  await build({
    entryPoints: CLIENTS.map((client) => here(`${client}.ts`)),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    minify: true,
    // CommonJS inside asks for these.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "error",
  });
  const files = CLIENTS.map((client) => [client, path.join(outdir, `${client}.mjs`)] as const);
  return Object.fromEntries(files) as Record<Client, string>;
}

async function startWorker(bundle: string): Promise<ChildProcess> {
  const worker = fork(here("worker.ts"), [bundle], { execArgv: ["--expose-gc"], stdio: "inherit" });
  await once(worker, "message");
  return worker;
}

async function ask(worker: ChildProcess, question: Ask): Promise<Told> {
  worker.send(question);
  const [told] = (await once(worker, "message")) as [Told | { readonly error: string }];
  if ("error" in told) throw new Error(told.error);
  return told;
}
