import * as vscode from "vscode";
import type { Completions } from "../inline/completions.ts";
import type { Services } from "../serviceList.ts";

/** Asks for a completion at the cursor, also in manual mode and during a pause. */
export async function triggerCompletion(): Promise<void> {
  await vscode.commands.executeCommand("editor.action.inlineSuggest.trigger");
}

/** A suggestion was taken as a whole: what one costs is another figure now. */
export async function noteAccepted({ completions, cost }: Pick<Services, "completions" | "cost">): Promise<void> {
  completions.spend.noteAccepted();
  await cost.refresh();
}

/** Switches the user's own setting between off and on. */
export async function toggleCompletions({ settings, pause }: Completions): Promise<void> {
  const off = settings.current.completions.mode === "off";
  if (off) pause.end();
  await settings.write({ "completions.mode": off ? "auto" : "off" });
}
