import * as vscode from "vscode";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";

/** Extensions that suggest code while the user types, as their marketplace pages name them. */
const OTHERS: readonly (readonly [id: string, name: string])[] = [
  ["GitHub.copilot", "GitHub Copilot"],
  ["Continue.continue", "Continue"],
  ["TabNine.tabnine-vscode", "Tabnine"],
  ["Codeium.codeium", "Windsurf"],
  ["Supermaven.supermaven", "Supermaven"],
  ["TabbyML.vscode-tabby", "Tabby"],
  ["ggml-org.llama-vscode", "llama.vscode"],
  ["rjmacarthy.twinny", "twinny"],
];

const TOLD = "otherProvidersTold";

/** The first other extension that is running and offers suggestions. */
function otherProvider(): readonly [id: string, name: string] | undefined {
  return OTHERS.find(([id]) => vscode.extensions.getExtension(id)?.isActive);
}

export interface OtherDeps {
  readonly settings: SettingsService;
  readonly memory: vscode.Memento;
  readonly words: Words;
}

/**
 * Says once, ever, that two extensions suggest code, and lets one choice settle who owns Tab: ours on its own, or only
 * when asked. Settings of the other are never touched; its page is opened instead.
 */
export async function tellOtherProvider({ settings, memory, words: { t } }: OtherDeps): Promise<void> {
  const other = otherProvider();
  if (!other || memory.get(TOLD) === true) return;
  await memory.update(TOLD, true);
  const [id, name] = other;
  const [both, ours, theirs] = [t("Keep Both", {}), t("Use Upshift", {}), t("Use {name}", { name })];
  const text = t("{name} suggests code while you type, too. VS Code shows one suggestion at a time.", { name });
  const picked = await vscode.window.showInformationMessage(text, ours, theirs, both);
  if (picked === theirs) await settings.write({ "completions.mode": "manual" });
  if (picked === ours) await vscode.commands.executeCommand("extension.open", id);
}
