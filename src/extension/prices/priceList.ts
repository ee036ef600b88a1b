import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { feedProblem, parsePriceFeed } from "../../core/models/priceFeed.ts";
import type { Clock, Log, PriceEngine } from "../../core/ports.ts";

/** What is kept of a fetched list. */
interface Kept {
  /** `YYYY-MM-DD` */
  readonly asOf: string;
  readonly providers: unknown;
}

export interface PriceListDeps {
  /** Folder for the last good list. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The price list on this computer: the one that comes with the extension, or the last good one that was fetched. */
export class PriceList {
  readonly #deps: PriceListDeps;
  readonly #file: string;

  constructor(deps: PriceListDeps) {
    this.#deps = deps;
    this.#file = path.join(deps.folder, "prices.json");
  }

  /** A kept list that is broken, or older than the one that comes along, is passed over. */
  async load(): Promise<PriceEngine> {
    const { createPriceEngine, LIST_DAY } = await import("../../engines/prices/genaiPrices.ts");
    const kept = await this.#read();
    const providers = kept && kept.asOf > LIST_DAY ? parsePriceFeed(kept.providers) : undefined;
    return createPriceEngine(kept && providers ? { providers, asOf: kept.asOf } : undefined);
  }

  /** Day of the kept list, `YYYY-MM-DD`; undefined where none was fetched. */
  async keptDay(): Promise<string | undefined> {
    return (await this.#read())?.asOf;
  }

  /** Takes a fetched list in and keeps it, where it is sound beside `present`; undefined and a line in the log where not. */
  async accept(raw: unknown, present: PriceEngine): Promise<PriceEngine | undefined> {
    const { createPriceEngine } = await import("../../engines/prices/genaiPrices.ts");
    const { clock, log } = this.#deps;
    const asOf = new Date(clock.now()).toISOString().slice(0, 10);
    const providers = parsePriceFeed(raw);
    const engine = providers && createPriceEngine({ providers, asOf });
    const problem = engine ? feedProblem(present, engine, clock.now()) : "it is no price list";
    if (!engine || problem !== undefined) {
      log.warn(`The fetched price list is not used: ${problem}. The last good one stays.`);
      return undefined;
    }
    await this.#write({ asOf, providers });
    return engine;
  }

  async #read(): Promise<Kept | undefined> {
    try {
      const kept: unknown = JSON.parse(await readFile(this.#file, "utf8"));
      return isKept(kept) ? kept : undefined;
    } catch {
      // None was kept, or it cannot be read: the list that comes along is always there.
      return undefined;
    }
  }

  /** Complete or not there at all; one that cannot be written is fetched again another day. */
  async #write(kept: Kept): Promise<void> {
    try {
      await mkdir(path.dirname(this.#file), { recursive: true });
      const part = `${this.#file}.${process.pid}.part`;
      await writeFile(part, JSON.stringify(kept));
      await rename(part, this.#file);
    } catch (error) {
      this.#deps.log.warn(`The fetched price list could not be kept: ${String(error)}`);
    }
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null || !("asOf" in value) || !("providers" in value)) return false;
  return typeof value.asOf === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value.asOf);
}
