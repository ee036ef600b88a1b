import type { AssistRequest } from "../../core/assist/request.ts";
import type { CollectedContext, ContextSource } from "../../core/ports.ts";

/**
 * Collects once and then gives the same pieces of code again, so that what was looked at is what is sent, whatever
 * changes meanwhile. Rules are asked for anew each time: what must not leave any more does not.
 */
export class SeenContext implements ContextSource {
  readonly #source: ContextSource;
  #seen: CollectedContext | undefined;

  constructor(source: ContextSource) {
    this.#source = source;
  }

  async collect(request: AssistRequest, signal: AbortSignal): Promise<CollectedContext> {
    const found = await this.#source.collect(request, signal);
    this.#seen ??= found;
    const { items, unsent = [] } = this.#seen;
    return { ...found, items, unsent: [...unsent, ...(found.unsent ?? [])] };
  }
}
