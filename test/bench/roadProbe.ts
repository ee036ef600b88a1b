import type { Frame } from "playwright-core";
import { sleep } from "../workbench/host.ts";
import { TOKEN_FORM } from "./roadRun.ts";

const PAINT_LIMIT_MS = 5_000;
const PAINT_POLL_MS = 50;

/** Notes in a webview's page when each token is painted: the same probe for every page. */
export async function watchPaints(frame: Frame): Promise<void> {
  await frame.evaluate(noteTokens, TOKEN_FORM.source);
}

/** Tokens in the order of their painting, with ms since the epoch, when `count` are there; the notes begin anew. */
export async function takePaints(frame: Frame, count: number): Promise<readonly (readonly [string, number])[]> {
  for (const end = Date.now() + PAINT_LIMIT_MS; Date.now() < end; await sleep(PAINT_POLL_MS)) {
    if ((await frame.evaluate(() => (window as ProbedWindow).benchPaints?.size ?? 0)) >= count) break;
  }
  return await frame.evaluate(() => {
    const { benchPaints = new Map<string, number>() } = window as ProbedWindow;
    const taken = [...benchPaints];
    benchPaints.clear();
    return taken;
  });
}

type ProbedWindow = Window & { benchPaints?: Map<string, number> };

/** A task that is posted from a frame's callback runs when that frame has been drawn, and sees what it shows. */
function noteTokens(form: string): void {
  const paints = new Map<string, number>();
  const seen = new Set<string>();
  const drawn = new MessageChannel();
  const note = (): void => {
    const at = performance.timeOrigin + performance.now();
    for (const [token] of (document.body.textContent ?? "").matchAll(new RegExp(form, "g"))) {
      if (seen.has(token)) continue;
      seen.add(token);
      paints.set(token, at);
    }
  };
  const onFrame = (): void => {
    drawn.port2.postMessage(0);
    requestAnimationFrame(onFrame);
  };
  drawn.port1.addEventListener("message", note);
  drawn.port1.start();
  (window as ProbedWindow).benchPaints = paints;
  onFrame();
}
