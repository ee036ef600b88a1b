import * as vscode from "vscode";
import { services } from "./window.ts";

/** What a response stream was told, in order. */
export class Heard {
  readonly markdown: string[] = [];
  readonly progress: string[] = [];
  readonly commands: string[] = [];

  get text(): string {
    return this.markdown.join("");
  }

  get stream(): vscode.ChatResponseStream {
    const told = {
      markdown: (text: string) => this.markdown.push(text),
      progress: (text: string) => this.progress.push(text),
      button: ({ command }: vscode.Command) => this.commands.push(command),
    };
    return told as unknown as vscode.ChatResponseStream;
  }
}

/** Asks `@upshift` as VS Code's chat does. */
export async function askParticipant(
  command: string | undefined,
  prompt: string,
  references: readonly unknown[] = [],
): Promise<Heard & { result: vscode.ChatResult }> {
  const { participant } = await services();
  const heard = new Heard();
  const request = { command, prompt, references: references.map((value) => ({ id: "r", value })) };
  const result = await participant.handle(
    request as unknown as vscode.ChatRequest,
    { history: [] },
    heard.stream,
    new vscode.CancellationTokenSource().token,
  );
  return Object.assign(heard, { result });
}
