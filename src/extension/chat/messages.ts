import * as z from "zod/mini";
import { DEPTHS, TIER_CHOICES } from "../../core/models/tier.ts";
import type { FromChat, FromCost } from "../../protocol/protocol.ts";
import { PERIODS } from "../../protocol/costState.ts";

/** What a webview may send. It draws model text, so it is the untrusted end: what does not fit is dropped. */
const text = z.string().check(z.maxLength(1_000_000));
/** What is copied may be a whole request. */
const copied = z.string().check(z.maxLength(16_000_000));
const id = z.string().check(z.maxLength(200));

const fromChat = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({
    type: z.literal("send"),
    text,
    tier: z.optional(z.enum(TIER_CHOICES)),
    asShown: z.optional(z.boolean()),
  }),
  z.object({ type: z.literal("stop") }),
  z.object({ type: z.literal("typed"), text }),
  z.object({ type: z.literal("pick-tier"), tier: z.enum(TIER_CHOICES) }),
  z.object({ type: z.literal("limit-tier"), depth: z.enum(DEPTHS) }),
  z.object({ type: z.literal("toggle-chip"), id }),
  z.object({ type: z.literal("remove-context") }),
  z.object({ type: z.literal("show-payload"), refresh: z.boolean() }),
  z.object({ type: z.literal("copy"), text: copied }),
  z.object({ type: z.literal("act"), turn: z.optional(id), action: id }),
  z.object({ type: z.literal("insert"), turn: id, text }),
  z.object({ type: z.literal("apply"), turn: id, text }),
  z.object({ type: z.literal("keep-try"), turn: id, attempt: z.int().check(z.nonnegative()) }),
  z.object({ type: z.literal("open-chat"), id }),
  z.object({ type: z.literal("delete-chat"), id }),
  z.object({ type: z.literal("restore-chat"), id }),
  z.object({ type: z.literal("open-link"), url: z.string().check(z.maxLength(4_096)) }),
  z.object({ type: z.literal("focus-editor") }),
]);

const fromCost = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("period"), period: z.enum(PERIODS) }),
  z.object({ type: z.literal("open-request"), request: id }),
  z.object({ type: z.literal("set-price"), model: id }),
  z.object({ type: z.literal("act"), action: id }),
]);

export function parseFromChat(message: unknown): FromChat | undefined {
  return fromChat.safeParse(message).data;
}

export function parseFromCost(message: unknown): FromCost | undefined {
  return fromCost.safeParse(message).data;
}
