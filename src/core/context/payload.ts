import { phrase, type Phrase } from "../../util/phrase.ts";
import type { Message, Tool } from "../assist/message.ts";
import type { Candidate } from "../models/model.ts";
import { TIER_NAMES } from "../models/tier.ts";
import type { ContextPack, PackSummary, PackedPart } from "./pack.ts";
import { estimateTokens } from "./tokens.ts";

/** What one request gives to one model, to the character. */
export interface Payload {
  readonly candidate: Candidate;
  readonly messages: readonly Message[];
  readonly tools?: readonly Tool[];
  readonly summary: PackSummary;
  /** The body of the request as JSON text, to the character. */
  readonly body: PayloadBody;
}

/** Undefined where no body goes out: in the demo, through models of VS Code's own, or when nothing has left yet. */
export type PayloadBody = () => Promise<string | undefined>;

export function payloadOf(
  candidate: Candidate,
  { messages, tools, summary }: ContextPack,
  body: () => Promise<object | undefined>,
): Payload {
  const text = async (): Promise<string | undefined> => {
    const found = await body();
    return found && JSON.stringify(found);
  };
  return { candidate, messages, summary, body: text, ...(tools ? { tools } : {}) };
}

/** Who gets it. */
export function receiverOf({ tier, info }: Candidate): Phrase {
  const names = { tier: TIER_NAMES[tier], model: info.label, host: info.host };
  if (info.host === "") return phrase("For {tier}, {model}, in this process. Nothing leaves this computer.", names);
  return info.local
    ? phrase("To {host} on this computer, for {tier}, {model}. Nothing leaves this computer.", names)
    : phrase("To {host}, for {tier}, {model}. Nothing else leaves this computer.", names);
}

/** How long it is kept there; undefined where nothing leaves this computer. */
export function keepingOf({ info }: Candidate): Phrase | undefined {
  const { host, keepsDays, passesOn, local } = info;
  if (host === "" || local) return undefined;
  if (passesOn) return phrase("{host} hands it on; how long it is kept stands in the terms of who answers.", { host });
  return keepsDays === undefined
    ? phrase("How long {host} keeps requests stands in its own terms.", { host })
    : phrase("By its terms of November 2026 {host} keeps requests up to {days} days, to look for abuse.", {
        host,
        days: keepsDays,
      });
}

/** A part of a payload and its weight. */
export interface Weight {
  /** A part of the context, or one of the pieces that every request has. */
  readonly part: PackedPart | "instructions" | "earlier" | "tools" | "message";
  readonly tokens: number;
}

/**
 * What each part of a payload weighs, in tokens; the weights add up to its size. Of the parts the counts are known; what
 * remains is shared out by length.
 */
export function weightsOf({ messages, tools = [], summary }: Payload): readonly Weight[] {
  const parts = summary.parts.map((part): Weight => ({ part, tokens: part.tokens }));
  const asked = messages.findLastIndex(({ role }) => role === "user");
  const rest = messages.reduce(
    (sizes, { role, text }, index) => {
      const tokens = estimateTokens(text);
      if (role === "system") return { ...sizes, instructions: sizes.instructions + tokens };
      const own = index === asked ? Math.max(1, tokens - sumOf(parts)) : 0;
      return index === asked ? { ...sizes, message: own } : { ...sizes, earlier: sizes.earlier + tokens };
    },
    { instructions: 0, earlier: 0, message: 0 },
  );
  const offered = tools.length === 0 ? 0 : estimateTokens(JSON.stringify(tools));
  const others: readonly Weight[] = [
    { part: "instructions", tokens: rest.instructions },
    { part: "earlier", tokens: rest.earlier },
    { part: "tools", tokens: offered },
    { part: "message", tokens: rest.message },
  ];
  const shared = scaled(others, summary.tokens - sumOf(parts));
  const [instructions, earlier, offer, message] = shared;
  return [instructions, offer, ...parts, earlier, message].flatMap((one) => (one && one.tokens > 0 ? [one] : []));
}

function sumOf(weights: readonly Weight[]): number {
  return weights.reduce((sum, { tokens }) => sum + tokens, 0);
}

/** Whole numbers in the given proportions that add up to `total`. */
function scaled(weights: readonly Weight[], total: number): readonly Weight[] {
  const all = sumOf(weights);
  let upTo = 0;
  let given = 0;
  return weights.map(({ part, tokens }) => {
    upTo += tokens;
    const until = all === 0 ? 0 : Math.round((Math.max(0, total) * upTo) / all);
    const own = until - given;
    given = until;
    return { part, tokens: own };
  });
}

/** What was taken out or kept out, and what is to be known of what goes along. */
export function gateNotes({
  redactions,
  suspects = 0,
  hidden = 0,
  keptOut,
  localOnly,
}: PackSummary): readonly Phrase[] {
  const one = (holds: boolean, line: () => Phrase): readonly Phrase[] => (holds ? [line()] : []);
  const kinds = [...new Set(redactions.map(({ kind }) => kind))].join(", ");
  const count = redactions.length;
  return [
    ...one(count === 1, () => phrase("1 secret redacted: {kinds}.", { kinds })),
    ...one(count > 1, () => phrase("{count} secrets redacted: {kinds}.", { count, kinds })),
    ...keptOut.map(({ path, rule }) => phrase("{path} is kept out by {rule}.", { path, rule })),
    ...one(suspects > 0, () => phrase("Looks random and goes along as it is: {count}.", { count: suspects })),
    ...one(hidden > 0, () => phrase("Characters that nobody sees: {count}.", { count: hidden })),
    ...(localOnly ? [phrase("For this computer only, by {rule}.", { rule: localOnly.rule })] : []),
  ];
}
