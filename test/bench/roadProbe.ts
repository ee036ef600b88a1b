import type { Frame } from "playwright-core";
import { TOKEN_FORM } from "./roadRun.ts";

/** Notes in a webview's page when each token is painted: the same probe for every page. */
export async function watchPaints(frame: Frame): Promise<void> {
  await frame.evaluate(noteTokens, TOKEN_FORM.source);
}

/** Tokens in the order of their painting, with ms since the epoch; the notes begin anew. */
export async function takePaints(frame: Frame): Promise<readonly (readonly [string, number])[]> {
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
