import type { Tool } from "../../src/core/assist/message.ts";
import { createPathGate } from "../../src/core/context/privacy.ts";
import type { CapReached, Finding, Reader } from "../../src/core/tools/reader.ts";
import type { ReadCall } from "../../src/core/tools/readTools.ts";

/** What a tool gives: the text of a file, with no rules at all. */
export function found(path: string, text: string, more: Partial<Finding> = {}): Finding {
  return {
    parts: [{ path, uri: `file:///project/${path}`, language: "typescript", text }],
    gate: createPathGate([]),
    ...more,
  };
}

/** A reader with prepared findings, and with a user who says yes or no. */
export class FakeReader implements Reader {
  readonly calls: ReadCall[] = [];
  readonly asked: CapReached[] = [];
  readonly others: readonly Tool[];
  readonly #finding: (call: ReadCall, signal: AbortSignal) => Promise<Finding> | Finding;
  readonly #goesOn: boolean;

  constructor(
    finding: (call: ReadCall, signal: AbortSignal) => Promise<Finding> | Finding = () =>
      found("src/a.ts", "let a = 1;\n"),
    { goesOn = false, others = [] }: { readonly goesOn?: boolean; readonly others?: readonly Tool[] } = {},
  ) {
    this.#finding = finding;
    this.#goesOn = goesOn;
    this.others = others;
  }

  async run(call: ReadCall, signal: AbortSignal): Promise<Finding> {
    this.calls.push(call);
    return await this.#finding(call, signal);
  }

  mayGoOn(reached: CapReached): Promise<boolean> {
    this.asked.push(reached);
    return Promise.resolve(this.#goesOn);
  }
}
