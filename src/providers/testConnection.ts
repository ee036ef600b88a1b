import { type Failure, isAssistError, toFailure } from "../core/assist/errors.ts";
import { faultOf } from "../core/assist/faults.ts";
import type { ListedModel } from "../core/models/listed.ts";
import type { Endpoint } from "./endpoint.ts";
import { listModels } from "./listModels.ts";
import { probeLocal } from "./probeLocal.ts";

/** Why an endpoint cannot be used, finer than its failure: each has another cure. */
export type Cause =
  | "name" // No such host.
  | "nobody" // The host is there, and nothing listens.
  | "silence" // Nothing comes back at all: a firewall, a wrong port, a machine that is off.
  | "proxy"
  | "certificate"
  | "key"
  | "permission"
  | "address" // Something answers, and it is no endpoint.
  | "other";

export type Tested =
  | {
      readonly type: "works";
      readonly models: readonly ListedModel[];
      /** Those of the wanted models that the endpoint does not list. */
      readonly missing: readonly string[];
    }
  | {
      readonly type: "fails";
      readonly failure: Failure;
      readonly cause: Cause;
      /** An address of the same host where an endpoint answers. */
      readonly better?: string;
    };

export interface Testing {
  /** Models that the tiers use. */
  readonly wanted: readonly string[];
  readonly longestMs?: number;
}

/** Asking an endpoint that is there takes no longer, in ms. */
const LONGEST_MS = 10_000;

/**
 * Tries a connection by asking for its models, which costs nothing and sends no code. Where the address is wrong, others
 * of the same host are tried. Rejects only when `signal` aborts.
 */
export async function testConnection(endpoint: Endpoint, testing: Testing, signal: AbortSignal): Promise<Tested> {
  const { wanted, longestMs = LONGEST_MS } = testing;
  try {
    const models = await known(endpoint, longestMs, signal);
    const listed = new Set(models.flatMap(({ id }) => [id, id.replace(/^models\//, "")]));
    return { type: "works", models, missing: wanted.filter((model) => !listed.has(model)) };
  } catch (error) {
    if (!isAssistError(error)) throw error;
    const failure = toFailure(error);
    const cause = causeOf(failure);
    const better = cause === "address" ? await betterAddress(endpoint, longestMs, signal) : undefined;
    return { type: "fails", failure, cause, ...(better === undefined ? {} : { better }) };
  }
}

async function known(endpoint: Endpoint, longestMs: number, signal: AbortSignal): Promise<readonly ListedModel[]> {
  const models = await listModels(endpoint, signal, longestMs);
  const told = await probeLocal(endpoint, models, signal);
  signal.throwIfAborted();
  return told;
}

/** By fault, and by the code of the system where a connection was not made. */
export function causeOf(failure: Failure): Cause {
  const { reason = "" } = failure.facts;
  switch (faultOf(failure)) {
    case "auth":
    case "key-missing":
      return "key";
    case "permission":
      return "permission";
    case "certificate":
      return "certificate";
    case "proxy":
      return "proxy";
    case "wrong-url":
    case "web-page":
    case "unreadable":
    case "model-not-found":
      return "address";
    case "unreachable":
    case "reset":
    case "timeout":
      return BY_SYSTEM.find(([codes]) => codes.test(reason))?.[1] ?? "silence";
    default:
      return "other";
  }
}

const BY_SYSTEM: readonly (readonly [RegExp, Cause])[] = [
  [/ENOTFOUND|EAI_AGAIN|ENODATA/, "name"],
  [/ECONNREFUSED/, "nobody"],
];

/** What people paste instead of the part before `/chat/completions`. */
const ENDINGS = /\/(?:chat\/completions|completions|responses|models|chat)\/?$/;
const USUAL_PATHS = ["/v1", "/api/v1", "/openai/v1", "/api/openai/v1"] as const;

async function betterAddress(endpoint: Endpoint, longestMs: number, signal: AbortSignal): Promise<string | undefined> {
  for (const baseUrl of otherAddresses(endpoint.baseUrl)) {
    try {
      await listModels({ ...endpoint, baseUrl }, signal, longestMs);
      return baseUrl;
    } catch (error) {
      if (!isAssistError(error)) throw error;
      // An endpoint that wants another key is one all the same.
      if (error.code === "auth" || error.code === "permission") return baseUrl;
    }
  }
  return undefined;
}

/** Other addresses of the same scheme, host and port, likeliest first; the key may go there as well. */
export function otherAddresses(baseUrl: string): readonly string[] {
  const { origin } = new URL(baseUrl);
  const bare = baseUrl.replace(ENDINGS, "");
  const all = [bare, `${bare}/v1`, ...USUAL_PATHS.map((path) => origin + path)];
  return [...new Set(all)].filter((address) => address !== baseUrl);
}
