import { phrase, say, type Phrase } from "../../util/phrase.ts";
import { type ContextPack, extend } from "../context/pack.ts";
import type { KeptOut } from "../context/privacy.ts";
import { FRAME_TOKENS } from "../context/size.ts";
import { estimateTokens } from "../context/tokens.ts";
import { withoutTools } from "../context/withoutTools.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import { promptTokens } from "../models/usage.ts";
import type { Log } from "../ports.ts";
import type { Reader } from "../tools/reader.ts";
import type { ReadingCaps } from "../tools/readingCaps.ts";
import { type ParsedCall, parseCall } from "../tools/readTools.ts";
import { answerOf, type ToolAnswer } from "../tools/result.ts";
import { toFailure } from "./errors.ts";
import type { AssistEvent } from "./events.ts";
import type { Message, ToolCall } from "./message.ts";
import type { StepInfo } from "./step.ts";

/** The most that one call may give, in tokens. */
const MOST_RESULT_TOKENS = 4_000;
/** Calls that brought nothing, in a row, after which a model is not worth asking for more. */
const MOST_USELESS = 4;

/** An attempt that ended in calls. */
export interface Round {
  readonly calls: readonly ToolCall[];
  /** What the model said before it called. */
  readonly text: string;
  /** What the attempt was sent. */
  readonly pack: ContextPack;
  /** The model runs on this computer. */
  readonly local: boolean;
  /** Tokens that may still join the pack before it is too large for its model; Infinity where unknown. */
  readonly roomTokens: number;
  /** The most that an attempt with a pack takes; dollars are absent where there is no price. */
  readonly worst: (pack: ContextPack) => { readonly tokens: number; readonly pico?: number };
}

export interface ReadsDeps {
  readonly reader: Reader;
  readonly caps: ReadingCaps;
  readonly newId: () => string;
  readonly now: () => number;
  readonly log: Log;
}

/** What one request reads on its own: runs the calls of its models, within caps that the user is asked to raise. */
export class Reads {
  readonly #deps: ReadsDeps;
  readonly #seen = new Set<string>();
  #useless = 0;

  constructor(deps: ReadsDeps) {
    this.#deps = deps;
  }

  /** An attempt of the request has ended: it counts against the limits. */
  note({ usage, cost }: LedgerEntry): void {
    const pico = cost.kind === "priced" || cost.kind === "simulated" ? cost.pico : 0;
    this.#deps.caps.count({ tokens: promptTokens(usage) + usage.output, pico });
  }

  /**
   * Runs the calls of a round, each shown as a step, and gives what the same model is sent next: with what the tools gave,
   * or without tools, where a limit is reached and the user does not want it raised. Never throws.
   */
  async *follow(round: Round, signal: AbortSignal): AsyncGenerator<AssistEvent, ContextPack> {
    const { calls, pack } = round;
    const parsed = calls.map((call) => parseCall(call, this.#deps.reader.others));
    const steps = parsed.map((one): StepInfo => ({
      id: this.#deps.newId(),
      title: one.title,
      state: "running" as const,
      kind: kindOf(one),
    }));
    const may =
      this.#useless < MOST_USELESS &&
      (await this.#deps.caps.mayTake("steps", calls.length, { reader: this.#deps.reader, signal })) &&
      (await this.#maySend(round, pack, signal));
    if (!may) {
      for (const step of steps) yield refused(step, phrase("Not read: the limit is reached"));
      return withoutTools(pack);
    }
    const given: Message[] = [];
    let left = round.roomTokens;
    let localOnly: KeptOut | undefined;
    for (const [index, call] of calls.entries()) {
      const [step, one] = [steps[index], parsed[index]];
      if (!step || !one) continue;
      yield { type: "step", step };
      const startedAt = this.#deps.now();
      const ran = await this.#run(call, one, { round, left, signal });
      const ms = Math.round(this.#deps.now() - startedAt);
      // What a part cuts off or a compiler quotes of a secret has no shape of its own.
      for (const text of ran.answer.unsent) pack.redactData(text);
      yield { type: "step", step: { ...step, ...shown(ran, pack), ms }, about: ran.answer.uris };
      given.push({ role: "tool", text: ran.answer.text, answers: call.id });
      localOnly ??= ran.answer.localOnly;
      left -= sizeOfAnswer(ran.answer);
    }
    const next = extend(pack, [{ role: "assistant", text: round.text, calls }, ...given], localOnly);
    if (signal.aborted || (await this.#maySend(round, next, signal))) return next;
    for (const step of steps) yield refused(step, phrase("Not sent: the limit is reached"));
    return withoutTools(pack);
  }

  async #run(
    call: ToolCall,
    parsed: ParsedCall,
    { round, left, signal }: { readonly round: Round; readonly left: number; readonly signal: AbortSignal },
  ): Promise<Ran> {
    const { caps } = this.#deps;
    caps.count({ steps: 1 });
    if (caps.isOutOfSteps) return this.#wasted("Not run: too many calls at once.");
    if ("problem" in parsed) return this.#wasted(parsed.problem);
    const key = JSON.stringify(parsed.call);
    if (this.#seen.has(key)) return this.#wasted("The same call was made before; what it gave stands above.");
    this.#seen.add(key);
    const maxTokens = Math.min(MOST_RESULT_TOKENS, left);
    if (maxTokens <= 0) return this.#wasted("There is no room left for more. Answer with what there is.");
    try {
      const finding = await this.#deps.reader.run(parsed.call, signal);
      const answer = answerOf(finding, { local: round.local, maxTokens });
      this.#useless = answer.empty ? this.#useless + 1 : 0;
      const state = finding.state ?? (answer.empty && answer.keptOut.length > 0 ? "refused" : "done");
      return { state, answer };
    } catch (error) {
      // A fault of a tool or of the rules gives nothing to the model but the word that there was one.
      if (!signal.aborted) this.#deps.log.warn(`${call.name}: ${toFailure(error).detail ?? String(error)}`);
      return this.#wasted("The tool failed.");
    }
  }

  #wasted(text: string): Ran {
    this.#useless += 1;
    return { state: "failed", answer: { text, keptOut: [], empty: true, uris: [], unsent: [] } };
  }

  async #maySend({ worst }: Round, pack: ContextPack, signal: AbortSignal): Promise<boolean> {
    const { tokens, pico = 0 } = worst(pack);
    const { caps, reader } = this.#deps;
    const asking = { reader, signal };
    return (await caps.mayTake("tokens", tokens, asking)) && (await caps.mayTake("pico", pico, asking));
  }
}

interface Ran {
  readonly state: Exclude<StepInfo["state"], "running">;
  readonly answer: ToolAnswer;
}

function kindOf(parsed: ParsedCall): StepInfo["kind"] {
  return "call" in parsed && parsed.call.tool === "other" ? "tool" : "read";
}

function refused(step: StepInfo, why: Phrase): AssistEvent {
  return { type: "step", step: { ...step, state: "refused", detail: say(why) } };
}

/** What people see of a result: the rule that kept it out, else what the model is given, redacted. */
function shown({ state, answer }: Ran, pack: ContextPack): Pick<StepInfo, "state" | "detail"> {
  const rules = [...new Set(answer.keptOut.map(({ rule }) => rule))].map((rule) => `Kept out by ${rule}.`);
  const text = answer.empty && rules.length > 0 ? "" : pack.redactData(answer.text).text;
  return { state, detail: [...rules, text].filter((part) => part !== "").join("\n\n") };
}

function sizeOfAnswer({ text }: ToolAnswer): number {
  return estimateTokens(text) + FRAME_TOKENS;
}
