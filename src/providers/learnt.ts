import type { ErrorFacts } from "../core/assist/errors.ts";
import type { JsonObject } from "./json.ts";

/** What an endpoint has taught us about one of its models: how its requests differ from the preset's. */
export interface Learnt {
  /** Fields that are left out. */
  readonly dropped?: readonly string[];
  readonly limitField?: "max_tokens" | "max_completion_tokens";
  /** It takes no system message: its text goes to the head of the first question. */
  readonly foldSystem?: boolean;
  /** It does not speak Responses. */
  readonly chatOnly?: boolean;
  /** It refuses requests with tools: those that can do without are sent without. */
  readonly noTools?: boolean;
  /** How many of the endpoint's ways to fill a gap between two texts it refused; after all, it is asked as a chat. */
  readonly refusedGaps?: number;
}

/** Remembers across requests, per address and model. */
export interface LearntStore {
  get(baseUrl: string, model: string): Learnt;
  set(baseUrl: string, model: string, learnt: Learnt): void;
}

/** Without these there is no request. */
const NEEDED: ReadonlySet<string> = new Set(["model", "messages", "input", "stream", "prompt"]);

const OTHER_LIMIT = { max_tokens: "max_completion_tokens", max_completion_tokens: "max_tokens" } as const;

/**
 * What a refused parameter teaches, where the request can do without it or name it otherwise; undefined where it cannot,
 * or where this was known already, so that the same request is never sent again.
 */
export function learn({ parameter = "" }: ErrorFacts, body: JsonObject, known: Learnt): Learnt | undefined {
  if (/^(?:messages|input)\b/.test(parameter)) {
    return known.foldSystem || !hasSystem(body) ? undefined : { ...known, foldSystem: true };
  }
  const field = parameter.split(/[.[]/, 1)[0] ?? "";
  if (!Object.hasOwn(body, field) || NEEDED.has(field)) return undefined;
  if (field === "max_tokens" || field === "max_completion_tokens") {
    const drop = known.limitField !== undefined;
    return drop
      ? { ...known, dropped: [...(known.dropped ?? []), field] }
      : { ...known, limitField: OTHER_LIMIT[field] };
  }
  return { ...known, dropped: [...(known.dropped ?? []), field] };
}

function hasSystem(body: JsonObject): boolean {
  const messages = body["messages"] ?? body["input"];
  return (
    Array.isArray(messages) &&
    messages.some((message: { readonly role?: unknown }) => message.role === "system" || message.role === "developer")
  );
}

/** A store that forgets with the process. */
export function createLearntStore(): LearntStore {
  const known = new Map<string, Learnt>();
  return {
    get: (baseUrl, model) => known.get(`${baseUrl} ${model}`) ?? {},
    set: (baseUrl, model, learnt) => void known.set(`${baseUrl} ${model}`, learnt),
  };
}

/** A body without what was refused before. */
export function leaveOut({ dropped = [] }: Learnt, body: JsonObject): JsonObject {
  return dropped.length === 0
    ? body
    : Object.fromEntries(Object.entries(body).filter(([name]) => !dropped.includes(name)));
}
