import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** Folders that a webview may load from. */
export function resourceRoots(extension: vscode.Uri): readonly vscode.Uri[] {
  return [vscode.Uri.joinPath(extension, "dist", "webview"), vscode.Uri.joinPath(extension, "media")];
}

/**
 * The page of a view: one script with a nonce, our own styles and icons, nothing from outside, no inline anything. Trusted
 * Types let only the two named libraries make HTML.
 */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, view: "chat" | "cost"): string {
  const nonce = randomBytes(16).toString("base64");
  const source = webview.cspSource;
  const link = (...parts: readonly string[]): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, ...parts)).toString();
  const csp = [
    "default-src 'none'",
    `img-src ${source}`,
    `style-src ${source}`,
    `font-src ${source}`,
    `script-src 'nonce-${nonce}'`,
    "require-trusted-types-for 'script'",
    "trusted-types lit-html dompurify",
  ].join("; ");
  const styles = [link("dist", "webview", "codicon.css"), link("media", "base.css"), link("media", `${view}.css`)];
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${styles.map((href) => `<link rel="stylesheet" href="${href}">`).join("\n")}
<title>Upshift</title>
</head>
<body>
<script nonce="${nonce}" src="${link("dist", "webview", `${view}.js`)}"></script>
</body>
</html>`;
}
