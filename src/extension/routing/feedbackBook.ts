import { appendFile, mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { LedgerEntry } from "../../core/ledger/entry.ts";
import type { Clock, Log } from "../../core/ports.ts";
import { type Feedback, type FeedbackKind, learn, type Learned, parseFeedback } from "../../core/router/feedback.ts";
import { Emitter } from "../../util/emitter.ts";

const FILE = "feedback.jsonl";

/**
 * What users made of answers, as JSON lines beside the ledger: only here, to be shown, exported and reset. Read when it is
 * first needed; a file that cannot be trusted is set aside and reported.
 */
export class FeedbackBook implements vscode.Disposable {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #changed = new Emitter<void>();
  readonly #votes = new Map<string, FeedbackKind>();
  #entries: Feedback[] | undefined;
  #learned: ReadonlyMap<string, Learned> | undefined;
  #writing: Promise<void> = Promise.resolve();

  readonly onDidChange = this.#changed.event;

  constructor(folder: string, clock: Clock, log: Log) {
    this.#file = path.join(folder, FILE);
    this.#clock = clock;
    this.#log = log;
  }

  /** What was seen, for the table; empty until the file was read. */
  get learned(): ReadonlyMap<string, Learned> {
    this.#learned ??= learn(this.#entries ?? []);
    return this.#learned;
  }

  /** What was read and given by now, oldest first. */
  get known(): readonly Feedback[] {
    return this.#entries ?? [];
  }

  /** All feedback, oldest first. */
  async entries(): Promise<readonly Feedback[]> {
    if (this.#entries) return this.#entries;
    const text = await readFile(this.#file, "utf8").catch(() => "");
    const read = parseFeedback(text, this.#clock.now());
    if (read.poisoned) this.#log.warn(`The record of feedback was left out (${read.poisoned}): ${this.#file}`);
    else if (read.skipped > 0) this.#log.warn(`${read.skipped} lines of feedback cannot be read and are left out`);
    this.#entries ??= [...read.entries];
    this.#learned = undefined;
    this.#changed.fire();
    return this.#entries;
  }

  /** The user's vote on an answer, as far as it was given in this window or the file was read. */
  voteOf(request: string): "helpful" | "not-helpful" | undefined {
    const last = this.#votes.get(request);
    return last === "helpful" || last === "not-helpful" ? last : undefined;
  }

  /** Keeps one piece of feedback on the answer that `entry` booked. */
  note(kind: FeedbackKind, entry: Pick<LedgerEntry, "request" | "task" | "tier" | "connection" | "model">): void {
    const { request, task, tier, connection, model } = entry;
    const feedback: Feedback = {
      v: 1,
      at: this.#clock.now(),
      request,
      kind,
      task,
      tier,
      model: `${connection}/${model}`,
    };
    this.#entries?.push(feedback);
    if (kind === "helpful" || kind === "not-helpful") this.#votes.set(request, kind);
    this.#learned = undefined;
    this.#changed.fire();
    this.#writing = this.#writing.then(() => this.#append(feedback));
  }

  /** Forgets everything. */
  async reset(): Promise<void> {
    await this.#writing;
    await rm(this.#file, { force: true });
    this.#entries = [];
    this.#votes.clear();
    this.#learned = undefined;
    this.#changed.fire();
  }

  /** Resolves when everything is written. */
  async rest(): Promise<void> {
    await this.#writing;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #append(feedback: Feedback): Promise<void> {
    try {
      await mkdir(path.dirname(this.#file), { recursive: true });
      await appendFile(this.#file, `${JSON.stringify(feedback)}\n`);
    } catch (error) {
      this.#log.warn(`Feedback could not be written: ${String(error)}`);
    }
  }
}
