import * as vscode from "vscode";
import { NOTE_KEY, NOTE_TOOL } from "../../workbench/clientTool.ts";
import { registerStoppedDebugger } from "./stoppedDebugger.ts";
import { registerTests } from "./tests.ts";

/** What a model said, as plain data. */
export interface Said {
  readonly text: string;
  readonly calls: readonly { readonly name: string; readonly input: object }[];
}

/** What the tests ask of the other extension. */
export interface LmClient {
  readonly models: () => Promise<readonly { readonly id: string; readonly maxInputTokens: number }[]>;
  readonly ask: (model: string, image: Uint8Array, text: string) => Promise<Said>;
  readonly answerTool: (model: string, result: string) => Promise<Said>;
}

const TOOL: vscode.LanguageModelChatTool = {
  name: "read_file",
  description: "Reads a file.",
  inputSchema: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
};

/** Another extension: it knows Upshift only as a model of VS Code. */
export function activate(context: vscode.ExtensionContext): LmClient {
  context.subscriptions.push(
    registerStoppedDebugger(),
    registerTests(),
    vscode.lm.registerLanguageModelChatProvider("client", ECHO),
    vscode.lm.registerTool<{ about?: string }>(NOTE_TOOL, {
      invoke: ({ input }) =>
        new vscode.LanguageModelToolResult([
          new vscode.LanguageModelTextPart(`A note about ${input.about ?? "nothing"}. KEY=${NOTE_KEY}`),
        ]),
    }),
    vscode.chat.createChatParticipant("lm-client.client", async (request, _context, stream, token) => {
      const said = await listen(
        await request.model.sendRequest([vscode.LanguageModelChatMessage.User(request.prompt)], {}, token),
      );
      stream.markdown(`${request.model.name} says: ${said.text}`);
    }),
  );
  return {
    models: async () => (await select()).map(({ id, maxInputTokens }) => ({ id, maxInputTokens })),
    ask: async (model, image, text) => {
      const message = vscode.LanguageModelChatMessage.User([
        new vscode.LanguageModelTextPart(text),
        vscode.LanguageModelDataPart.image(image, "image/png"),
      ]);
      return await listen(await (await find(model)).sendRequest([message], { tools: [TOOL] }));
    },
    answerTool: async (model, result) => {
      const call = new vscode.LanguageModelToolCallPart("call-1", TOOL.name, { path: "a.ts" });
      const answered = new vscode.LanguageModelToolResultPart("call-1", [new vscode.LanguageModelTextPart(result)]);
      const messages = [
        vscode.LanguageModelChatMessage.User("What is in a.ts?"),
        vscode.LanguageModelChatMessage.Assistant([call]),
        vscode.LanguageModelChatMessage.User([answered]),
      ];
      return await listen(await (await find(model)).sendRequest(messages, { tools: [TOOL] }));
    },
  };
}

/** A model of another vendor: says what it was told last, and fails when told to. */
const ECHO: vscode.LanguageModelChatProvider = {
  provideLanguageModelChatInformation: () => [
    {
      ...{ id: "echo", name: "Echo", family: "echo", version: "1", maxInputTokens: 8_000, maxOutputTokens: 1_000 },
      capabilities: { toolCalling: true, imageInput: true },
    },
    {
      ...{ id: "guarded", name: "Echo Guarded", family: "echo", version: "1" },
      ...{ maxInputTokens: 8_000, maxOutputTokens: 1_000, capabilities: {}, requiresAuthorization: true },
    },
  ],
  provideLanguageModelChatResponse: async (_model, messages, _options, progress) => {
    const parts = messages.flatMap(({ content }) => [...content]);
    const text = parts.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : "")).join("|");
    if (text.includes("fail now")) throw vscode.LanguageModelError.NoPermissions("no consent");
    await Promise.resolve();
    progress.report(new vscode.LanguageModelTextPart(`${messages.length} messages: `));
    progress.report(new vscode.LanguageModelTextPart(text.slice(-40)));
  },
  provideTokenCount: (_model, text) => Promise.resolve(JSON.stringify(text).length),
};

async function select(): Promise<readonly vscode.LanguageModelChat[]> {
  return await vscode.lm.selectChatModels({ vendor: "upshift" });
}

async function find(id: string): Promise<vscode.LanguageModelChat> {
  const model = (await select()).find((known) => known.id === id);
  if (!model) throw new Error(`Upshift offers no model ${id}`);
  return model;
}

async function listen(response: vscode.LanguageModelChatResponse): Promise<Said> {
  let text = "";
  const calls: { name: string; input: object }[] = [];
  for await (const part of response.stream) {
    if (part instanceof vscode.LanguageModelTextPart) text += part.value;
    if (part instanceof vscode.LanguageModelToolCallPart) calls.push({ name: part.name, input: part.input });
  }
  return { text, calls };
}
