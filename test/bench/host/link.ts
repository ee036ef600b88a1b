import { connect } from "node:net";
import { createInterface } from "node:readline";
import type * as vscode from "vscode";
import { LINK_PORT, type HostCall, type HostReply } from "../hostCalls.ts";

export type Handlers = Readonly<Record<string, (input: never) => unknown>>;

/** Answers the benchmark's calls, one handler per name, until it is disposed. */
export function serveLink(handlers: Handlers): vscode.Disposable {
  const socket = connect(Number(process.env[LINK_PORT]), "127.0.0.1");
  socket.on("error", () => undefined);
  createInterface(socket).on("line", (line) => {
    void reply(handlers, JSON.parse(line) as HostCall).then((answer) => socket.write(`${JSON.stringify(answer)}\n`));
  });
  return { dispose: () => socket.destroy() };
}

async function reply(handlers: Handlers, { id, name, input }: HostCall): Promise<HostReply> {
  try {
    const output: unknown = await handlers[name]?.(input as never);
    return { id, output: output ?? null };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
