import type { KeptOut, PathGate } from "../../core/context/privacy.ts";

/** A path with the rules that were read for it. */
export interface JudgedPath {
  readonly path: string;
  readonly gate: PathGate;
}

/** A file of one folder is judged by that folder's rules; a path that no gate knows is a fault, so nothing is sent. */
export function joinGates(gates: readonly JudgedPath[]): PathGate {
  return {
    check: (file) => first(gatesOf(file), (gate) => gate.check(file)),
    localOnly: (file) => first(gatesOf(file), (gate) => gate.localOnly?.(file)),
  };
  function gatesOf(file: string): readonly PathGate[] {
    const own = gates.filter(({ path: judged }) => judged === file).map(({ gate }) => gate);
    if (own.length === 0) throw new Error(`No ignore rules were read for ${JSON.stringify(file)}`);
    return own;
  }
}

function first(gates: readonly PathGate[], ask: (gate: PathGate) => KeptOut | undefined): KeptOut | undefined {
  return gates.map(ask).find((rule) => rule !== undefined);
}
