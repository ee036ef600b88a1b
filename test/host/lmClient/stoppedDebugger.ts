import * as vscode from "vscode";

/** What a session of this debugger tells; in the configuration that starts it. */
export interface StoppedConfiguration extends vscode.DebugConfiguration {
  readonly file: string;
  readonly line: number;
  /** What the program has written when it stops. */
  readonly prints?: string;
  /** Requests that it never answers. */
  readonly silent?: readonly string[];
  /** Variables beside those that every program has. */
  readonly values?: readonly { readonly name: string; readonly value: string; readonly type: string }[];
}

interface Request {
  readonly seq: number;
  readonly command: string;
}

/** A debugger whose program has stopped at an exception from its start on. */
export function registerStoppedDebugger(): vscode.Disposable {
  return vscode.debug.registerDebugAdapterDescriptorFactory("client-debugger", {
    createDebugAdapterDescriptor: ({ configuration }) =>
      new vscode.DebugAdapterInlineImplementation(new StoppedAdapter(configuration as StoppedConfiguration)),
  });
}

class StoppedAdapter implements vscode.DebugAdapter {
  readonly #sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  readonly #configuration: StoppedConfiguration;
  #seq = 0;

  readonly onDidSendMessage = this.#sent.event;

  constructor(configuration: StoppedConfiguration) {
    this.#configuration = configuration;
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    const { seq, command } = message as Request;
    if (this.#configuration.silent?.includes(command)) return;
    this.#send({ type: "response", request_seq: seq, success: true, command, body: this.#answer(command) });
    if (command === "initialize") this.#send({ type: "event", event: "initialized" });
    if (command === "launch") this.#stop();
  }

  #stop(): void {
    const { prints = "" } = this.#configuration;
    if (prints !== "")
      this.#send({ type: "event", event: "output", body: { category: "stderr", output: `${prints}\n` } });
    this.#send({
      type: "event",
      event: "stopped",
      body: { reason: "exception", threadId: 1, allThreadsStopped: true },
    });
  }

  dispose(): void {
    this.#sent.dispose();
  }

  #send(message: object): void {
    this.#sent.fire({ seq: (this.#seq += 1), ...message });
  }

  #answer(command: string): object {
    const { file, line, values = [] } = this.#configuration;
    switch (command) {
      case "initialize":
        return { supportsExceptionInfoRequest: true };
      case "threads":
        return { threads: [{ id: 1, name: "main" }] };
      case "stackTrace":
        return { stackFrames: [{ id: 1, name: "split", line, column: 1, source: { path: file } }], totalFrames: 1 };
      case "exceptionInfo":
        return { exceptionId: "RangeError", description: "Invalid array length", breakMode: "always" };
      case "scopes":
        return { scopes: [{ name: "Local", variablesReference: 2, expensive: false }] };
      case "variables":
        return {
          variables: [
            { name: "parts", value: "-1", type: "number", variablesReference: 0 },
            { name: "apiKey", value: `'sk-proj-${"a1B2c3D4".repeat(6)}'`, type: "string", variablesReference: 0 },
            ...values.map((value) => ({ ...value, variablesReference: 0 })),
          ],
        };
      default:
        return {};
    }
  }
}
