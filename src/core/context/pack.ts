import { AssistError } from "../assist/errors.ts";
import type { Message } from "../assist/message.ts";
import type { Prompt } from "../prompts/prompts.ts";
import { type ContextItem, type ItemKind, itemId, type LineRange } from "./item.ts";
import type { KeptOut, PathGate } from "./privacy.ts";
import { renderItem } from "./render.ts";
import { type Redacted, type Redaction, SecretVault } from "./secrets.ts";
import { estimateTokens } from "./tokens.ts";
import { trimItems } from "./trim.ts";

declare const packed: unique symbol;

/**
 * What a model may be sent: checked against the ignore rules, redacted, trimmed. Only {@link pack} and {@link extend}
 * make one, so no surface can skip a step; providers take nothing else.
 */
export interface ContextPack {
  readonly [packed]: true;
  readonly messages: readonly Message[];
  /** The items that went in, redacted and trimmed; what a check compares an answer with. */
  readonly items: readonly ContextItem[];
  readonly summary: PackSummary;
  /** Puts redacted secrets back into an answer that carries placeholders. Never send the result. */
  restore(text: string): string;
  /** Redacts with this pack's vault; for {@link extend}. */
  redact(text: string): Redacted;
}

/** What went in, for people: no code, no secrets. */
export interface PackSummary {
  /** Estimated size of all messages. */
  readonly tokens: number;
  readonly parts: readonly PackedPart[];
  readonly redactions: readonly Redaction[];
  readonly keptOut: readonly KeptOut[];
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
}

export interface PackInput {
  readonly prompt: Prompt;
  readonly instruction: string;
  readonly history: readonly Message[];
  readonly items: readonly ContextItem[];
  readonly gate: PathGate;
  /** Tokens that all messages together may take. */
  readonly maxTokens: number;
}

/**
 * Privacy, then redaction, then trimming. Throws `AssistError`: `ignored` when the ignore rules keep out what was
 * selected, `context-too-long` when instruction and selection alone do not fit.
 */
export function pack(input: PackInput): ContextPack {
  const vault = new SecretVault();
  const { kept, out } = admit(input.items, input.gate);
  const clean = kept.map((item) => ({ item, redacted: vault.redact(item.text) }));
  const instruction = vault.redact(input.instruction.trim() || input.prompt.request);
  const history = input.history.map((message) => ({ ...message, redacted: vault.redact(message.text) }));
  const base = [input.prompt.system, instruction.text, ...history.map(({ redacted }) => redacted.text)];
  const room = input.maxTokens - base.reduce((sum, text) => sum + estimateTokens(text), 0);
  const trimmed = trimItems(
    clean.map(({ item, redacted }) => ({ ...item, text: redacted.text })),
    room,
  );
  const context = trimmed.map(({ item }) => renderItem(item));
  const messages: Message[] = [
    { role: "system", text: input.prompt.system },
    ...history.map(({ role, redacted }) => ({ role, text: redacted.text })),
    { role: "user", text: [...context, `### Request\n${instruction.text}`].join("\n\n") },
  ];
  const redactions = [
    ...clean.map(({ redacted }) => redacted),
    instruction,
    ...history.map(({ redacted }) => redacted),
  ];
  const items = trimmed.map(({ item }) => item);
  return seal(vault, messages, items, {
    tokens: sizeOf(messages),
    parts: trimmed.map(({ item, cutFrom }) => ({
      id: itemId(item),
      kind: item.kind,
      path: item.path,
      tokens: estimateTokens(item.text),
      ...(item.range ? { range: item.range } : {}),
      ...(cutFrom === undefined ? {} : { cutFrom }),
    })),
    redactions: distinct(redactions.flatMap((part) => part.redactions)),
    keptOut: out,
    prompt: `${input.prompt.name}@${input.prompt.version}`,
  });
}

/** The pack with more messages at its end, through the same redaction: a rejected draft and the complaint about it. */
export function extend(base: ContextPack, more: readonly Message[]): ContextPack {
  const clean = more.map(({ role, text }) => ({ role, redacted: base.redact(text) }));
  const messages = [...base.messages, ...clean.map(({ role, redacted }) => ({ role, text: redacted.text }))];
  const redactions = distinct([...base.summary.redactions, ...clean.flatMap(({ redacted }) => redacted.redactions)]);
  return { ...base, messages, summary: { ...base.summary, tokens: sizeOf(messages), redactions } };
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
    redact: (text) => vault.redact(text),
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
    else if (item.kind === "selection") throw new AssistError("ignored", { file: item.path, reason: verdict.rule });
    else if (!out.some(({ path }) => path === verdict.path)) out.push(verdict);
  }
  return { kept, out };
}

function distinct(redactions: readonly Redaction[]): Redaction[] {
  return [...new Map(redactions.map((redaction) => [redaction.placeholder, redaction])).values()];
}

/** Four tokens a message cover its role and separators. */
function sizeOf(messages: readonly Message[]): number {
  return messages.reduce((sum, { text }) => sum + estimateTokens(text) + 4, 0);
}
