import * as vscode from "vscode";

/** Documents that hold plans; nothing of them is on the disk. */
export const PLAN_SCHEME = "upshift-plan";

const MEMORY = "upshift.refactor.plans";
const MOST_PLANS = 10;

/** What is kept of a plan, so that its document is there again after the window was closed. */
export interface StoredPlan {
  /** Of the answer that made it. */
  readonly id: string;
  /** What the user asked for. */
  readonly goal: string;
  /** Folder of the workspace that it is about. */
  readonly folder: string;
  readonly text: string;
}

/**
 * The plans of this workspace as files of their own scheme: they are edited like any document, saving asks nothing, and
 * nothing lands in the working tree.
 */
export class PlanFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #times = new Map<string, number>();

  readonly onDidChangeFile = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** Breadcrumbs show the path, so the id is none of it. */
  static uriOf(id: string, name: string): vscode.Uri {
    return vscode.Uri.from({ scheme: PLAN_SCHEME, authority: id, path: `/${name}.md` });
  }

  /** The plan that a document is of. */
  at(uri: vscode.Uri): StoredPlan | undefined {
    return uri.scheme === PLAN_SCHEME ? this.find(uri.authority) : undefined;
  }

  get newest(): StoredPlan | undefined {
    return this.#all().at(-1);
  }

  find(id: string): StoredPlan | undefined {
    return this.#all().find((plan) => plan.id === id);
  }

  async keep(plan: StoredPlan): Promise<void> {
    const others = this.#all().filter(({ id }) => id !== plan.id);
    await this.#memory.update(MEMORY, [...others, plan].slice(-MOST_PLANS));
  }

  async forget(id: string): Promise<void> {
    this.#times.delete(id);
    await this.#memory.update(
      MEMORY,
      this.#all().filter((plan) => plan.id !== id),
    );
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const mtime = this.#times.get(uri.authority) ?? 0;
    return { type: vscode.FileType.File, ctime: 0, mtime, size: Buffer.byteLength(this.#there(uri).text) };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return Buffer.from(this.#there(uri).text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    this.#times.set(uri.authority, (this.#times.get(uri.authority) ?? 0) + 1);
    await this.keep({ ...this.#there(uri), text: new TextDecoder().decode(content) });
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #there(uri: vscode.Uri): StoredPlan {
    const plan = this.at(uri);
    if (!plan) throw vscode.FileSystemError.FileNotFound(uri);
    return plan;
  }

  #all(): readonly StoredPlan[] {
    const stored = this.#memory.get<unknown>(MEMORY);
    return Array.isArray(stored) ? stored.filter(isStored) : [];
  }
}

function isStored(value: unknown): value is StoredPlan {
  if (typeof value !== "object" || value === null) return false;
  const parts = value as Readonly<Record<string, unknown>>;
  return ["id", "goal", "folder", "text"].every((name) => typeof parts[name] === "string");
}
