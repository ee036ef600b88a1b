import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Endpoint } from "../workbench/endpoint.ts";
import { canariesIn } from "./plantedRows.ts";
import { fileUri } from "./window.ts";

/** Stands in every file that a rule keeps out. */
export const MARK = "marker-of-what-a-rule-keeps";
/** Such a file, as a runtime quotes it below a frame. */
export const QUOTED = `Traceback (most recent call last):
  File "/app/private/flow.ts", line 1, in shelf
    export const shelf = "${MARK}";
RuntimeError: wrong shelf`;

/** Files that a test plants in the workspace, and what an endpoint has got of them since it was last asked. */
export class Planting {
  readonly #endpoint: Endpoint;
  readonly #written: string[] = [];
  #seen = 0;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** What was sent since then belongs to another test. */
  begin(): void {
    this.#seen = this.#endpoint.calls.length;
  }

  async put(name: string, text: string): Promise<void> {
    await mkdir(path.dirname(fileUri(name).fsPath), { recursive: true });
    await writeFile(fileUri(name).fsPath, text);
    this.#written.push(name);
  }

  /** All that was sent since {@link begin}. */
  sent(): string {
    return this.#endpoint.calls
      .slice(this.#seen)
      .map(({ body, url, headers }) => `${url} ${JSON.stringify(headers)} ${body}`)
      .join("\n");
  }

  /** Something was sent, with placeholders in it, and nothing of a planted secret or of an ignored file. */
  assertClean(least = 1): void {
    assert.ok(this.#endpoint.calls.length >= this.#seen + least, "it asked too little");
    const sent = this.sent();
    assert.deepEqual(canariesIn(sent), []);
    assert.ok(!sent.includes(MARK), sent.slice(Math.max(0, sent.indexOf(MARK) - 200), sent.indexOf(MARK) + 40));
    assert.match(sent, /upshift-secret-\d+:/);
  }

  async end(): Promise<void> {
    for (const name of this.#written) await rm(fileUri(name).fsPath, { force: true });
  }
}
