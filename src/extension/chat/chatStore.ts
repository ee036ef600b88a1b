import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { chatSchema, type StoredChat } from "./chatSchema.ts";

/** Chats of one workspace, a file each. A file that cannot be read is left where it is and left out. */
export class ChatStore {
  readonly #folder: string;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = path.join(folder, "chats");
  }

  /** Replaces the file as a whole, so that a reader never sees half of it. Throws when it cannot be written. */
  async save(chat: StoredChat): Promise<void> {
    await this.#then(async () => {
      await mkdir(this.#folder, { recursive: true });
      const file = this.#fileOf(chat.id);
      await writeFile(`${file}.part`, JSON.stringify(chat));
      await rename(`${file}.part`, file);
    });
  }

  async load(id: string): Promise<StoredChat | undefined> {
    return parse(await readFile(this.#fileOf(id), "utf8").catch(() => ""));
  }

  /** Newest first. */
  async list(): Promise<readonly StoredChat[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const chats = await Promise.all(
      names.filter((name) => name.endsWith(".json")).map((name) => this.load(name.slice(0, -".json".length))),
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

  #fileOf(id: string): string {
    return path.join(this.#folder, `${id.replace(/[^\w-]/g, "_")}.json`);
  }

  #then(step: () => Promise<void>): Promise<void> {
    const next = this.#queue.then(step);
    this.#queue = next.catch(() => undefined);
    return next;
  }
}

function parse(text: string): StoredChat | undefined {
  try {
    return chatSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
