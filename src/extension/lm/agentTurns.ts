import type { Dialogue } from "../../core/assist/message.ts";
import type { LedgerEntry } from "../../core/ledger/entry.ts";
import { promptTokens } from "../../core/models/usage.ts";
import type { ConversationSignals } from "../../core/router/decision.ts";
import { shortHash } from "../../util/shortHash.ts";

/** How long endpoints keep a prompt in their cache when nothing else is agreed: five minutes with the large vendors. */
const CACHE_MS = 300_000;
const MOST_TURNS = 50;
/** Programs tell their conversations apart by how they begin. */
const BEGINNING = 4_000;

interface Read {
  readonly tokens: number;
  readonly at: number;
}

interface Known {
  readonly last: Pick<LedgerEntry, "connection" | "model" | "tier">;
  /** What each model has read of it, by model id. */
  readonly read: ReadonlyMap<string, Read>;
}

/**
 * What the models that served an agent have read of its conversation. VS Code gives conversations no name, so that they
 * are told apart by their beginning; of a stranger's nothing follows but a price that is off by its cache.
 */
export class AgentTurns {
  readonly #known = new Map<string, Known>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** What the router is to know; undefined for the first step. The pin is the price: what is cached costs less again. */
  signalsFor(dialogue: Dialogue): ConversationSignals | undefined {
    const known = this.#known.get(nameOf(dialogue));
    if (!known) return undefined;
    const warm = [...known.read].filter(([, { at }]) => this.#now() - at < CACHE_MS);
    const cached = Object.fromEntries(warm.map(([id, { tokens }]) => [id, tokens]));
    const model = `${known.last.connection}/${known.last.model}`;
    return { model, tier: known.last.tier, cachedTokens: cached[model] ?? 0, cached, byPrice: true };
  }

  /** An attempt of a step has ended. */
  note(dialogue: Dialogue, entry: LedgerEntry): void {
    if (entry.outcome !== "accepted") return;
    const name = nameOf(dialogue);
    const id = `${entry.connection}/${entry.model}`;
    const read = new Map(this.#known.get(name)?.read);
    read.set(id, { tokens: promptTokens(entry.usage) + entry.usage.output, at: entry.at + entry.totalMs });
    this.#known.delete(name);
    this.#known.set(name, { last: entry, read });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_TURNS && oldest !== undefined) this.#known.delete(oldest);
  }
}

function nameOf({ messages }: Dialogue): string {
  const first = messages.findIndex(({ role }) => role === "user");
  return shortHash(
    messages
      .slice(0, first + 1)
      .map(({ text }) => text.slice(0, BEGINNING))
      .join("\n"),
  );
}
