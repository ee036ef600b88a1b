import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { BENCH_VIEW } from "../hostCalls.ts";

/** Shows the benchmark's page in its view and waits until the page has said something. */
export async function openView(context: vscode.ExtensionContext): Promise<vscode.WebviewView> {
  const shown = new Promise<vscode.WebviewView>((resolve) => {
    const provider: vscode.WebviewViewProvider = {
      resolveWebviewView(view) {
        view.webview.options = { enableScripts: true, localResourceRoots: [context.extensionUri] };
        view.webview.onDidReceiveMessage(() => resolve(view));
        view.webview.html = pageHtml(view.webview, context.extensionUri);
      },
    };
    const webviewOptions = { retainContextWhenHidden: true };
    context.subscriptions.push(vscode.window.registerWebviewViewProvider(BENCH_VIEW, provider, { webviewOptions }));
  });
  await vscode.commands.executeCommand(`${BENCH_VIEW}.focus`);
  return shown;
}

function pageHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extension, "page.js")).toString();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'">
<title>Bench</title>
</head>
<body>
<p></p>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
