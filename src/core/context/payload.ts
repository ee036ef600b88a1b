import { phrase, type Phrase } from "../../util/phrase.ts";
import type { Message, Tool } from "../assist/message.ts";
import type { Candidate } from "../models/model.ts";
import { TIER_NAMES } from "../models/tier.ts";
import type { ContextPack, PackSummary, PackedPart } from "./pack.ts";

/** What one request gives to one model, to the character. */
export interface Payload {
  readonly candidate: Candidate;
  readonly messages: readonly Message[];
  readonly tools?: readonly Tool[];
  readonly summary: PackSummary;
}

export function payloadOf(candidate: Candidate, { messages, tools, summary }: ContextPack): Payload {
  return { candidate, messages, summary, ...(tools ? { tools } : {}) };
}

/**
 * A payload as text for people: who gets it, what each part weighs, what was taken out or kept out, and then every
 * message exactly as it goes out, secrets as their placeholders.
 */
export function payloadText(
  { candidate, messages, tools = [], summary }: Payload,
  tell: (one: Phrase) => string,
): string {
  const facts = [receiver(candidate), ...sizeLines(summary), ...gateLines(summary)].map(tell);
  const parts = summary.parts.map((part) => `  ${tell(partLine(part))}`);
  const sent = messages.flatMap(({ role, text, calls = [], pictures = [] }) => [
    `──── ${role} ────`,
    text,
    ...calls.map(({ name, arguments: input }) => `${name} ${input}`),
    ...pictures.map(({ mime, base64 }) => `[${mime}, ${base64.length}]`),
    "",
  ]);
  const offered = tools.map(({ name, description }) => `${name}: ${description}`);
  return [...facts, ...parts, "", ...sent, ...(offered.length > 0 ? ["──── tools ────", ...offered] : [])].join("\n");
}

function receiver({ tier, info }: Candidate): Phrase {
  const names = { tier: TIER_NAMES[tier], model: info.label, host: info.host };
  if (info.host === "")
    return phrase("Receiver: {tier}, {model}, in this process; nothing leaves this computer", names);
  return info.local
    ? phrase("Receiver: {tier}, {model}, at {host} on this computer", names)
    : phrase("Receiver: {tier}, {model}, at {host}. How long it keeps requests stands in its own terms", names);
}

function sizeLines({ tokens, prompt, parts }: PackSummary): readonly Phrase[] {
  const size = phrase("Size: {tokens} tokens, prompt {prompt}", { tokens, prompt: prompt === "" ? "—" : prompt });
  return parts.length === 0 ? [size] : [size, phrase("Parts:")];
}

function partLine({ kind, path, range, tokens, cutFrom }: PackedPart): Phrase {
  const place = range ? `${path}:${range.start}-${range.end}` : path;
  return cutFrom === undefined
    ? phrase("{tokens} tokens, {kind}: {place}", { tokens, kind, place })
    : phrase("{tokens} of {all} tokens, {kind}: {place}", { tokens, all: cutFrom, kind, place });
}

function gateLines({ redactions, suspects = 0, hidden = 0, keptOut, localOnly }: PackSummary): readonly Phrase[] {
  const one = (holds: boolean, line: () => Phrase): readonly Phrase[] => (holds ? [line()] : []);
  const kinds = [...new Set(redactions.map(({ kind }) => kind))].join(", ");
  return [
    ...one(redactions.length > 0, () => phrase("Redacted: {count} ({kinds})", { count: redactions.length, kinds })),
    ...one(suspects > 0, () => phrase("Looks random and is sent as it is: {count}", { count: suspects })),
    ...one(hidden > 0, () => phrase("Characters that nobody sees: {count}", { count: hidden })),
    ...keptOut.map(({ path, rule }) => phrase("Kept out: {path}, by {rule}", { path, rule })),
    ...(localOnly ? [phrase("For this computer only, by {rule}", { rule: localOnly.rule })] : []),
  ];
}
