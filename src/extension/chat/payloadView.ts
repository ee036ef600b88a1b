import type { Message } from "../../core/assist/message.ts";
import type { PackedPart } from "../../core/context/pack.ts";
import { gateNotes, keepingOf, type Payload, receiverOf, type Weight, weightsOf } from "../../core/context/payload.ts";
import type { RouteDecision } from "../../core/router/decision.ts";
import { expectedCost, worstCost } from "../../core/router/expected.ts";
import type { PayloadContentView, PayloadMessageView, WeightView } from "../../protocol/payloadView.ts";
import { phrase, type Phrase } from "../../util/phrase.ts";
import type { Words } from "../words.ts";

/** A payload as the panel shows it; `decision` = of a request that is still to be sent. */
export async function payloadContent(
  payload: Payload,
  { tell }: Words,
  decision?: RouteDecision,
): Promise<PayloadContentView> {
  const { candidate, summary, messages } = payload;
  const body = await payload.body();
  const keeping = keepingOf(candidate);
  const first = decision?.plan.order[0];
  return {
    tier: candidate.tier,
    receiver: tell(receiverOf(candidate)),
    ...(keeping ? { keeping: tell(keeping) } : {}),
    gate: gateNotes(summary).map(tell),
    weights: weightsOf(payload).map((weight) => weightView(weight, tell)),
    tokens: summary.tokens,
    ...(decision && first ? { expected: expectedCost(first), worst: worstCost(decision) } : {}),
    messages: messages.map((message) => messageView(message, tell)),
    ...(body === undefined ? {} : { body }),
    placeholders: summary.redactions.map(({ placeholder }) => placeholder),
  };
}

const PIECES: Readonly<Record<Exclude<Weight["part"], PackedPart>, Phrase>> = {
  instructions: phrase("Instructions"),
  earlier: phrase("Earlier messages"),
  tools: phrase("Tools"),
  message: phrase("Your message"),
};

function weightView({ part, tokens }: Weight, tell: Words["tell"]): WeightView {
  if (typeof part === "string") return { name: tell(PIECES[part]), tokens };
  const { cutFrom } = part;
  return { name: placeName(part, tell), tokens, ...(cutFrom === undefined ? {} : { cutFrom }) };
}

/** Where a part comes from: the file, and the lines where it is not all of it. */
function placeName({ kind, path, range }: PackedPart, tell: Words["tell"]): string {
  const name = path.split("/").at(-1) ?? path;
  if (kind === "diagnostics") return tell(phrase("Problems in {name}", { name }));
  if (!range || kind === "file") return name;
  return tell(phrase("{name}, lines {start}–{end}", { name, ...range }));
}

const ROLES: Readonly<Record<Message["role"], Phrase>> = {
  system: phrase("Instructions"),
  user: phrase("You"),
  assistant: phrase("Answer"),
  tool: phrase("Tool"),
};

function messageView({ role, text, calls = [], pictures = [] }: Message, tell: Words["tell"]): PayloadMessageView {
  const more = [
    ...calls.map(({ name, arguments: input }) => `${name} ${input}`),
    ...pictures.map(({ mime, base64 }) => `[${mime}, ${base64.length}]`),
  ];
  return { name: tell(ROLES[role]), text: [text, ...more].filter((line) => line !== "").join("\n") };
}
