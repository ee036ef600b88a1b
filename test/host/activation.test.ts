import assert from "node:assert/strict";
import * as vscode from "vscode";

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe("activation", () => {
  const extension = vscode.extensions.getExtension("upshift.upshift");

  it("happens by itself once VS Code has started", async () => {
    assert.ok(extension, "the extension is not there");
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it("registers every command of the manifest", async () => {
    const manifest = extension?.packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.map(({ command }) => command).filter((id) => !registered.has(id));
    assert.deepEqual(missing, []);
  });
});
