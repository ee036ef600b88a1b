import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { sleep } from "../workbench/host.ts";
import { LINK_PORT, type HostCall, type HostReply } from "./hostCalls.ts";

const CONNECT_LIMIT_MS = 60_000;

/** The benchmark's end of the line to its extension in the extension host. */
export class HostLink {
  readonly #server: Server;
  readonly #waiting = new Map<number, { resolve(output: unknown): void; reject(error: Error): void }>();
  #socket: Socket | undefined;
  #calls = 0;

  static async open(): Promise<HostLink> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return new HostLink(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    server.once("connection", (socket) => this.#connect(socket));
  }

  /** What the server of VS Code needs in its environment. */
  get env(): Record<string, string> {
    return { [LINK_PORT]: String((this.#server.address() as AddressInfo).port) };
  }

  /** Resolves when the extension is running. */
  async connected(): Promise<void> {
    for (const end = Date.now() + CONNECT_LIMIT_MS; this.#socket === undefined; await sleep(50)) {
      if (Date.now() > end) throw new Error("The extension of the benchmark did not start");
    }
  }

  async call<Output>(name: string, input: unknown = null): Promise<Output> {
    const call: HostCall = { id: ++this.#calls, name, input };
    const reply = new Promise<unknown>((resolve, reject) => this.#waiting.set(call.id, { resolve, reject }));
    this.#socket?.write(`${JSON.stringify(call)}\n`);
    return (await reply) as Output;
  }

  close(): void {
    this.#socket?.destroy();
    this.#server.close();
  }

  #connect(socket: Socket): void {
    this.#socket = socket;
    socket.on("error", () => undefined);
    socket.on("close", () => this.#drop());
    createInterface(socket).on("line", (line) => this.#take(JSON.parse(line) as HostReply));
  }

  #take({ id, output, error }: HostReply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(output);
    else waiting?.reject(new Error(error));
  }

  #drop(): void {
    for (const waiting of this.#waiting.values()) waiting.reject(new Error("The extension host has gone"));
    this.#waiting.clear();
  }
}
