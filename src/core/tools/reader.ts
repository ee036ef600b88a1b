import type { Tool } from "../assist/message.ts";
import type { LineRange } from "../context/item.ts";
import type { PathGate } from "../context/privacy.ts";
import type { ReadCall } from "./readTools.ts";

/** A piece of the workspace that a tool found. */
export interface FoundPart {
  /** As its gate knows it: inside the workspace folder, with `/`. */
  readonly path: string;
  /** Where later turns of a chat look up its privacy; absent for what is no file. */
  readonly uri?: string;
  readonly range?: LineRange;
  /** VS Code's language id, or "" where unknown. */
  readonly language: string;
  readonly text: string;
  /** The file that it is a part of, or that it speaks of; not sent: a secret in it is one in the part too. */
  readonly whole?: string;
}

/** What a tool gives. Every part is held against the gate before a model sees it. */
export interface Finding {
  readonly parts: readonly FoundPart[];
  readonly gate: PathGate;
  /** A sentence of ours for the model; holds nothing of the workspace. */
  readonly note?: string;
  /** How it ended where it gave nothing: a fault, or the user did not want it. */
  readonly state?: "failed" | "refused";
  /** What is kept out is not mentioned: that there is a match would tell something of it. */
  readonly quiet?: true;
}

/** How much one request may read on its own. */
export interface ReadingLimits {
  /** Calls of tools. */
  readonly steps: number;
  /** Tokens of all its attempts, prompts and answers. */
  readonly tokens: number;
  /** Pico-dollars of all its attempts. */
  readonly pico: number;
}

/** A limit that the next step would pass. */
export interface CapReached {
  readonly cap: keyof ReadingLimits;
  readonly limit: number;
  readonly used: number;
}

/** Runs tools that read. Never writes, never starts anything. */
export interface Reader {
  /** Tools of other programs that the user lets a model call, beside {@link READ_TOOLS}. */
  readonly others: readonly Tool[];
  /** Bounded in time and size. Rejects for faults only; ends at once when `signal` aborts. */
  run(call: ReadCall, signal: AbortSignal): Promise<Finding>;
  /** Asks the user before a limit is passed; false = the model is to answer with what it has. Never rejects. */
  mayGoOn(reached: CapReached, signal: AbortSignal): Promise<boolean>;
}
