import * as fs from "node:fs";
import type { FileLayer } from "../../src/extension/ledgerAppend.ts";

/** How a call fails: it does nothing, it works but says that it failed, it writes half, or all but the last byte. */
export const FAULTS = ["before", "after", "short", "but newline"] as const;
export type Fault = (typeof FAULTS)[number];

const CALLS = ["openSync", "closeSync", "fstatSync", "readSync", "writeSync", "mkdirSync"] as const;

/** The real file system, whose `n`-th call fails. `calls` counts what was called. */
export function failingFiles(n: number, fault: Fault): FileLayer & { calls: number } {
  const layer = { calls: 0 } as FileLayer & { calls: number };
  for (const name of CALLS) {
    const real = fs[name] as (...args: readonly unknown[]) => unknown;
    const call = (...args: readonly unknown[]): unknown => {
      layer.calls += 1;
      if (layer.calls !== n) return real(...args);
      if (fault === "after") real(...args);
      if (name === "writeSync" && (fault === "short" || fault === "but newline")) {
        const [fd, bytes] = args as [number, Buffer];
        return fs.writeSync(fd, bytes, 0, fault === "short" ? Math.floor(bytes.length / 2) : bytes.length - 1, null);
      }
      throw new Error(`call ${n} (${name}) fails`);
    };
    Object.assign(layer, { [name]: call });
  }
  return layer;
}
