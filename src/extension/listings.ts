import type * as vscode from "vscode";
import * as z from "zod/mini";
import type { ListedModel } from "../core/models/listed.ts";

const MEMORY_KEY = "listings";
/** Facts of more models than this of one address are more than a memento should hold. */
const MOST_KEPT = 500;

const dollars = z.number().check(z.positive());

const listedSchema = z.object({
  id: z.string(),
  contextWindow: z.optional(z.int()),
  maxOutput: z.optional(z.int()),
  images: z.optional(z.boolean()),
  tools: z.optional(z.boolean()),
  shutdownDate: z.optional(z.string()),
  replacement: z.optional(z.string()),
  tariff: z.optional(
    z.object({
      input: dollars,
      output: dollars,
      cacheRead: z.optional(dollars),
      cacheWrite: z.optional(dollars),
      day: z.optional(z.string()),
    }),
  ),
});
const listingSchema = z.record(z.string(), z.array(listedSchema));

/** What endpoints said of their models when they were last listed, by address. */
export class Listings {
  readonly #memory: vscode.Memento;
  #known: Readonly<Record<string, readonly ListedModel[]>> | undefined;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** The facts about a model, the name in the form of a setting; undefined where nothing was said. */
  of(baseUrl: string, model: string): ListedModel | undefined {
    return this.#read()[baseUrl]?.find(({ id }) => id === model);
  }

  remember(baseUrl: string, models: readonly ListedModel[]): void {
    const told = models.filter((model) => Object.keys(model).length > 1).slice(0, MOST_KEPT);
    const day = new Date().toISOString().slice(0, 10);
    const dated = told.map((model) => (model.tariff ? { ...model, tariff: { ...model.tariff, day } } : model));
    this.#keep(baseUrl, dated);
  }

  /** What a server tells of one of its models now, beside what is known of it. */
  note(baseUrl: string, told: ListedModel): void {
    const known = this.#read()[baseUrl] ?? [];
    const others = known.filter(({ id }) => id !== told.id);
    const before = known.find(({ id }) => id === told.id);
    const after = { ...before, ...told };
    if (JSON.stringify(after) !== JSON.stringify(before)) this.#keep(baseUrl, [...others, after].slice(-MOST_KEPT));
  }

  #keep(baseUrl: string, models: readonly ListedModel[]): void {
    this.#known = { ...this.#read(), [baseUrl]: models };
    // Lost at worst when it cannot be stored: the next listing brings it back.
    void this.#memory.update(MEMORY_KEY, this.#known);
  }

  #read(): Readonly<Record<string, readonly ListedModel[]>> {
    this.#known ??= (listingSchema.safeParse(this.#memory.get(MEMORY_KEY)).data ?? {}) as Readonly<
      Record<string, readonly ListedModel[]>
    >;
    return this.#known;
  }
}
