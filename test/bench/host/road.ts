import * as vscode from "vscode";
import { epochNow } from "../clock.ts";
import { ENDPOINT_URL } from "../hostCalls.ts";
import { BARE_COMMAND, type RoadKind, type RoadPlace, type ToRoadPage } from "../roadRun.ts";
import { serveLink } from "./link.ts";
import { openView } from "./view.ts";

/*
 * Runs the product's Explain and, as the floor, a bare command: `fetch` at once, and each token posted to a page that
 * appends it.
 */

export function activate(context: vscode.ExtensionContext): void {
  const view = openView(context);
  const post = async (message: ToRoadPage): Promise<void> => void (await view).webview.postMessage(message);
  context.subscriptions.push(
    vscode.commands.registerCommand(BARE_COMMAND, () => askBare(post)),
    serveLink({
      open: async (place: RoadPlace) => {
        await vscode.commands.executeCommand("upshift.chat.focus");
        await view;
        await openEditor(place);
      },
      ask: (kind: RoadKind) => ask(kind),
      clear: async () => {
        await vscode.commands.executeCommand("upshift.newChat");
        await post({ type: "clear" });
      },
    }),
  );
}

/** Resolves at the end of the answer with the moment of asking. */
async function ask(kind: RoadKind): Promise<number> {
  const command = kind === "ours" ? "upshift.explain" : BARE_COMMAND;
  const at = epochNow();
  await vscode.commands.executeCommand(command);
  return at;
}

async function openEditor({ file, lines: [first, last] }: RoadPlace): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error("The benchmark has no workspace");
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, file));
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const end = first === last ? 0 : document.lineAt(last - 1).text.length;
  editor.selection = new vscode.Selection(first - 1, 0, last - 1, end);
}

const BODY = JSON.stringify({ model: "bench", stream: true, messages: [{ role: "user", content: "Explain." }] });
const HEADERS = { "content-type": "application/json" };

async function askBare(post: (message: ToRoadPage) => Promise<void>): Promise<void> {
  const { body } = await fetch(`${process.env[ENDPOINT_URL]}/chat/completions`, {
    method: "POST",
    headers: HEADERS,
    body: BODY,
  });
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of (body ?? []) as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const text = textOf(line);
      if (text !== "") void post({ type: "append", text });
    }
  }
}

function textOf(line: string): string {
  if (!line.startsWith("data: {")) return "";
  const { choices } = JSON.parse(line.slice("data: ".length)) as {
    readonly choices: readonly { readonly delta: { readonly content?: string } }[];
  };
  return choices[0]?.delta.content ?? "";
}
