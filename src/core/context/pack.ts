import { AssistError } from "../assist/errors.ts";
import type { Dialogue, Message, PastMessage, Tool } from "../assist/message.ts";
import type { ImageSize } from "../models/imageTokens.ts";
import type { Prompt } from "../prompts/prompt.ts";
import { promptId } from "../prompts/prompts.ts";
import { cleanMessage, cleanTool } from "./clean.ts";
import { findHidden } from "./hidden.ts";
import { type ContextItem, type ItemKind, type LineRange, TARGET_KINDS } from "./item.ts";
import type { KeptOut, PathGate } from "./privacy.ts";
import { renderItem } from "./render.ts";
import { type Redacted, type Redaction, SecretVault } from "./secrets.ts";
import { hadHidden, seenText, withoutTags } from "./seen.ts";
import { picturesOf, sizeOf } from "./size.ts";
import { estimateTokens } from "./tokens.ts";
import { itemTokens, trimItems } from "./trim.ts";

declare const packed: unique symbol;

/**
 * What a model may be sent: checked against the ignore rules, redacted, trimmed. Only {@link pack}, {@link packDialogue}
 * and {@link extend} make one, so no surface can skip a step; providers take nothing else.
 */
export interface ContextPack {
  readonly [packed]: true;
  readonly messages: readonly Message[];
  /** Tools that the model may ask for. */
  readonly tools?: readonly Tool[];
  /** An endpoint that takes no tools may be asked without them. */
  readonly toolsOptional?: true;
  /** The answer must be a tool call. */
  readonly mustCall?: boolean;
  /** The items that went in, redacted and trimmed; what a check compares an answer with. */
  readonly items: readonly ContextItem[];
  readonly summary: PackSummary;
  /** Puts redacted secrets back into an answer that carries placeholders. Never send the result. */
  readonly restore: (text: string) => string;
  /** Redacts an answer with this pack's vault; for {@link extend}. */
  redact(text: string): Redacted;
  /** Redacts a text from outside that joins the pack later, such as what a tool gave; for {@link extend}. */
  redactData(text: string): Redacted;
}

/** What went in, for people: no code, no secrets. */
export interface PackSummary {
  /** Size of all messages and tools, in tokens of o200k_base; a picture counts as {@link PICTURE_TOKENS}. */
  readonly tokens: number;
  /** The tokens were counted; otherwise they are estimated from the characters. */
  readonly counted?: true;
  /** Sizes of the pictures that go along. */
  readonly pictures?: readonly ImageSize[];
  readonly parts: readonly PackedPart[];
  readonly redactions: readonly Redaction[];
  readonly keptOut: readonly KeptOut[];
  /** The rule by which this may go to models on this computer only. */
  readonly localOnly?: KeptOut;
  /** Values that look random and were left as they are. */
  readonly suspects?: number;
  /** Characters that nobody sees, in what goes along; tags among them were taken out. */
  readonly hidden?: number;
  readonly prompt: string;
}

export interface PackedPart {
  readonly id: string;
  readonly kind: ItemKind;
  readonly path: string;
  readonly range?: LineRange;
  readonly tokens: number;
  /** Tokens before trimming, where it was cut. */
  readonly cutFrom?: number;
  /** Instructions with characters that nobody sees; they were taken out. */
  readonly hidden?: true;
}

export interface PackInput {
  readonly prompt: Prompt;
  readonly instruction: string;
  readonly history: readonly PastMessage[];
  readonly items: readonly ContextItem[];
  readonly gate: PathGate;
  readonly localOnly?: KeptOut | undefined;
  /** Texts that stay here: their secrets are looked for in what goes. */
  readonly unsent?: readonly string[] | undefined;
  /** Tools on offer. */
  readonly tools?: readonly Tool[];
  /** Tokens that all messages and tools together may take. */
  readonly maxTokens: number;
}

/**
 * Privacy, then redaction, then trimming: selection and instruction are never cut, earlier turns may take half of what
 * they leave (the oldest go first), the other items the rest. Throws `AssistError`: `ignored` when the ignore rules keep
 * out what was selected, `context-too-long` when instruction and selection alone do not fit.
 */
export function pack(input: PackInput): ContextPack {
  const vault = new SecretVault();
  const { kept, out } = admit(input.items, input.gate);
  const localOnly = input.localOnly ?? firstLocalOnly(kept, input.gate);
  for (const text of input.unsent ?? []) vault.redact(withoutTags(text));
  const clean = kept.map((item) => ({ item, redacted: vault.redact(seenText(item)) }));
  const instruction = vault.redact(withoutTags(input.instruction.trim() || input.prompt.request));
  const history = input.history.map(({ role, text }) => ({ role, redacted: vault.redact(withoutTags(text)) }));
  // A secret that one part gave away may be quoted in another that has no sign of it.
  const items = clean.map(({ item, redacted }) => ({ ...item, text: vault.hideKnown(redacted.text) }));
  // The placeholder in our own words is an example; what the user adds to them is looked through.
  const words = vault.redactAnswer(withoutTags(input.prompt.system));
  const tools = (input.tools ?? []).map((tool) => cleanTool(tool, (text) => vault.redact(withoutTags(text)).text));
  const system: Message = { role: "system", text: words.text };
  const request: Message = { role: "user", text: `### Request\n${vault.hideKnown(instruction.text)}` };
  const room = input.maxTokens - sizeOf([system, request], tools);
  if (room < 0)
    throw new AssistError("context-too-long", { tokens: input.maxTokens - room, limitTokens: input.maxTokens });
  const selected = sum(
    items.filter(({ kind }) => kind === "selection"),
    itemTokens,
  );
  const turns = latest(
    history.map(({ role, redacted }) => ({ role, text: vault.hideKnown(redacted.text) })),
    (room - selected) / 2,
  );
  const trimmed = trimItems(items, room - sizeOf(turns));
  const names = trimmed.flatMap(({ item }) => [vault.redact(item.path), vault.redact(item.name)]);
  const context = trimmed.map(({ item }, index) => {
    const [path, name] = names.slice(2 * index);
    return renderItem({ ...item, path: path?.text ?? "", name: name?.text ?? "" });
  });
  const messages: Message[] = [system, ...turns, { role: "user", text: [...context, request.text].join("\n\n") }];
  const redactions = [
    ...clean.map(({ redacted }) => redacted),
    words,
    instruction,
    ...history.map(({ redacted }) => redacted),
    ...names,
  ];
  const sealed = seal(
    vault,
    messages,
    trimmed.map(({ item }) => item),
    {
      tokens: sizeOf(messages, tools),
      parts: trimmed.map(({ item, id, cutFrom }) => ({
        id,
        kind: item.kind,
        path: item.path,
        tokens: estimateTokens(item.text),
        ...(item.range ? { range: item.range } : {}),
        ...(cutFrom === undefined ? {} : { cutFrom }),
        ...hadHidden(kept, item),
      })),
      redactions: sentOf(
        redactions.flatMap((part) => part.redactions),
        messages,
      ),
      keptOut: out,
      ...(localOnly ? { localOnly } : {}),
      ...atLeastOne(
        "suspects",
        sum(redactions, ({ suspects }) => suspects),
      ),
      ...atLeastOne(
        "hidden",
        sum(kept, ({ text }) => findHidden(text).length),
      ),
      prompt: promptId(input.prompt),
    },
  );
  return tools.length > 0 ? { ...sealed, tools, toolsOptional: true } : sealed;
}

/**
 * A conversation that another program leads: every text in it goes through the redaction, nothing is added and nothing
 * cut. Its pictures are sent as they are.
 */
export function packDialogue({ messages, tools, mustCall }: Dialogue, localOnly?: KeptOut): ContextPack {
  const vault = new SecretVault();
  const found: Redaction[] = [];
  const clean = (text: string): string => {
    const redacted = vault.redact(withoutTags(text));
    found.push(...redacted.redactions);
    return redacted.text;
  };
  const toldOf = tools.map((tool) => cleanTool(tool, clean));
  const sent = messages
    .map((message) => cleanMessage(message, clean))
    .map((message) => cleanMessage(message, (text) => vault.hideKnown(text)));
  const summary: PackSummary = {
    tokens: sizeOf(sent, toldOf),
    ...picturesOf(sent),
    parts: [],
    redactions: sentOf(found, sent),
    keptOut: [],
    ...(localOnly ? { localOnly } : {}),
    prompt: "",
  };
  return { ...seal(vault, sent, [], summary), tools: toldOf, mustCall };
}

/**
 * The pack with more messages at its end, through the same redaction: a rejected draft and the complaint about it, or
 * calls of tools and what these gave. What tools gave is data from outside; `localOnly` is the rule that came with it.
 */
export function extend(base: ContextPack, more: readonly Message[], localOnly?: KeptOut): ContextPack {
  const found = [...base.summary.redactions];
  const added = more.map((message) =>
    cleanMessage(message, (text) => {
      const redacted = message.role === "tool" ? base.redactData(text) : base.redact(text);
      found.push(...redacted.redactions);
      return redacted.text;
    }),
  );
  const messages = [...base.messages, ...added];
  const { counted: _, hidden = 0, ...summary } = base.summary;
  const given = more.filter(({ role }) => role === "tool");
  const seen = hidden + sum(given, ({ text }) => findHidden(text).length);
  return {
    ...base,
    messages,
    summary: {
      ...summary,
      ...(localOnly && !summary.localOnly ? { localOnly } : {}),
      ...atLeastOne("hidden", seen),
      tokens: sizeOf(messages, base.tools),
      redactions: sentOf(found, messages),
    },
  };
}

/** The pack with other sizes in its summary. */
export function resized(base: ContextPack, sizes: Partial<PackSummary>): ContextPack {
  return { ...base, summary: { ...base.summary, ...sizes } };
}

function seal(
  vault: SecretVault,
  messages: readonly Message[],
  items: readonly ContextItem[],
  summary: PackSummary,
): ContextPack {
  const open: Omit<ContextPack, typeof packed> = {
    messages,
    items,
    summary,
    restore: (text) => vault.restore(text),
    redact: (text) => vault.redactAnswer(text),
    redactData: (text) => vault.redact(withoutTags(text)),
  };
  // The brand exists in types only: bundles hold copies of this module, a run-time mark would not cross them.
  return open as ContextPack;
}

function admit(items: readonly ContextItem[], gate: PathGate): { kept: ContextItem[]; out: KeptOut[] } {
  const kept: ContextItem[] = [];
  const out: KeptOut[] = [];
  for (const item of items) {
    const verdict = gate.check(item.path);
    if (!verdict) kept.push(item);
    else if (TARGET_KINDS.has(item.kind)) throw new AssistError("ignored", { file: item.path, reason: verdict.rule });
    else if (!out.some(({ path }) => path === verdict.path)) out.push(verdict);
  }
  return { kept, out };
}

function firstLocalOnly(items: readonly ContextItem[], gate: PathGate): KeptOut | undefined {
  for (const { path } of items) {
    const rule = gate.localOnly?.(path);
    if (rule) return rule;
  }
  return undefined;
}

function sum<T>(all: readonly T[], count: (one: T) => number): number {
  return all.reduce((total, one) => total + count(one), 0);
}

function atLeastOne(name: "suspects" | "hidden", count: number): Partial<PackSummary> {
  return count > 0 ? { [name]: count } : {};
}

/** The newest messages that fit into `tokens`, from a question on. */
function latest(history: readonly PastMessage[], tokens: number): readonly PastMessage[] {
  let start = history.length;
  for (let index = start - 1; index >= 0 && sizeOf(history.slice(index)) <= tokens; index -= 1) {
    if (history[index]?.role === "user") start = index;
  }
  return history.slice(start);
}

/** Each redaction whose placeholder is in the messages, once: what was trimmed away is not sent, redacted or not. */
function sentOf(redactions: readonly Redaction[], messages: readonly Message[]): Redaction[] {
  const distinct = new Map(redactions.map((redaction) => [redaction.placeholder, redaction]));
  const texts = messages.flatMap(({ text, calls = [] }) => [text, ...calls.map((call) => call.arguments)]);
  return [...distinct.values()].filter(({ placeholder }) => texts.some((text) => text.includes(placeholder)));
}
