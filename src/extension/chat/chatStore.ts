import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { chatSchema, type StoredChat } from "./chatSchema.ts";

/**
 * Chats of one workspace, a file each, shared by all windows on it. A file that cannot be read is left where it is and
 * left out.
 */
export class ChatStore {
  readonly #folder: string;
  /** Each chat's file as this window last read or wrote it. */
  readonly #known = new Map<string, string>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = path.join(folder, "chats");
  }

  /**
   * Replaces the file as a whole, so that a reader never sees half of it. Returns false, and writes nothing, when another
   * window went on with the chat meanwhile. Throws when it cannot be written.
   */
  async save(chat: StoredChat): Promise<boolean> {
    return await this.#then(async () => {
      await mkdir(this.#folder, { recursive: true });
      const file = this.#fileOf(chat.id);
      const now = await stateOf(file);
      if (now !== undefined && now !== this.#known.get(chat.id)) return false;
      const part = `${file}.${process.pid}.part`;
      await writeFile(part, JSON.stringify(chat));
      await rename(part, file);
      await this.#remember(chat.id);
      return true;
    });
  }

  /** Reads a chat in order to go on with it. */
  async open(id: string): Promise<StoredChat | undefined> {
    return await this.#then(async () => {
      await this.#remember(id);
      return await this.#load(id);
    });
  }

  /** Newest first. */
  async list(): Promise<readonly StoredChat[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const chats = await Promise.all(
      names.filter((name) => name.endsWith(".json")).map((name) => this.#load(name.slice(0, -".json".length))),
    );
    return chats.flatMap((chat) => chat ?? []).toSorted((a, b) => b.at - a.at);
  }

  async remove(id: string): Promise<void> {
    await this.#then(() => rm(this.#fileOf(id), { force: true }));
  }

  /** Everything asked for so far is on disk. */
  async flushed(): Promise<void> {
    await this.#queue;
  }

  async #load(id: string): Promise<StoredChat | undefined> {
    return parse(await readFile(this.#fileOf(id), "utf8").catch(() => ""));
  }

  async #remember(id: string): Promise<void> {
    const state = await stateOf(this.#fileOf(id));
    if (state === undefined) this.#known.delete(id);
    else this.#known.set(id, state);
  }

  #fileOf(id: string): string {
    return path.join(this.#folder, `${id.replace(/[^\w-]/g, "_")}.json`);
  }

  #then<T>(step: () => Promise<T>): Promise<T> {
    const next = this.#queue.then(step);
    this.#queue = next.catch(() => undefined);
    return next;
  }
}

/** Another text for every write; undefined for a file that is not there. */
async function stateOf(file: string): Promise<string | undefined> {
  return await stat(file, { bigint: true }).then(
    ({ ino, mtimeNs, size }) => `${ino} ${mtimeNs} ${size}`,
    () => undefined,
  );
}

function parse(text: string): StoredChat | undefined {
  try {
    return chatSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
