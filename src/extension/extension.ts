import * as vscode from "vscode";
import { registerInChat } from "./lm/register.ts";
import type { RunningServices, Services } from "./serviceList.ts";

/** Long enough that windows with many extensions have started, short enough that nobody looks for the cost before. */
const IDLE_MS = 500;

/** What host tests work with; ordinary extensions get nothing. */
export interface TestApi {
  /** Where the chats of this workspace lie. */
  readonly storage: string;
  readonly services: () => Promise<Services>;
}

let loaded: Promise<RunningServices> | undefined;

/**
 * Called by VS Code once per window. Registers names only: everything behind them is a chunk that loads with the first
 * command or view, or, for the status bar, once the window has come to rest.
 */
export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const services = (): Promise<Services> => {
    loaded ??= import("./services.ts").then(({ createServices }) => {
      const made = createServices(context);
      context.subscriptions.push(made);
      return made;
    });
    return loaded;
  };
  const commands = commandIds(context).map((id) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => (await services()).run(id, args)),
  );
  const idle = setTimeout(() => void services(), IDLE_MS);
  context.subscriptions.push(
    ...commands,
    registerInChat(services),
    vscode.window.registerWebviewViewProvider(
      "upshift.chat",
      view(async () => (await services()).chat),
    ),
    vscode.window.registerWebviewViewProvider(
      "upshift.cost",
      view(async () => (await services()).cost),
    ),
    { dispose: () => clearTimeout(idle) },
  );
  return context.extensionMode === vscode.ExtensionMode.Test
    ? { services, storage: (context.storageUri ?? context.globalStorageUri).fsPath }
    : undefined;
}

/** VS Code waits a few seconds for this when the window closes. */
export async function deactivate(): Promise<void> {
  await (await loaded)?.shutDown();
}

/** The manifest is the list of commands; a test holds it against the table that runs them. */
function commandIds({ extension }: vscode.ExtensionContext): readonly string[] {
  const manifest = extension.packageJSON as {
    readonly contributes: { readonly commands: readonly { readonly command: string }[] };
  };
  return manifest.contributes.commands.map(({ command }) => command);
}

function view(
  provider: () => Promise<{ resolveWebviewView(view: vscode.WebviewView): void }>,
): vscode.WebviewViewProvider {
  return { resolveWebviewView: async (resolved) => (await provider()).resolveWebviewView(resolved) };
}
