import * as vscode from "vscode";
import { presetOf } from "../../core/models/presets.ts";
import { editorModels } from "../lm/editorModel.ts";
import type { Connecting } from "./connecting.ts";
import { proposeTiers } from "./proposeTiers.ts";

const NAME = "vscode";

/** Connects the models that other extensions offer to VS Code; false when there are none or the user gave up. */
export async function connectEditorModels({ settings, words, prices }: Connecting): Promise<boolean> {
  const preset = presetOf(NAME);
  if (!preset) return false;
  const models = await editorModels();
  if (models.length === 0) {
    const text = words.t(
      "No other extension offers models to VS Code here. Sign in to one that does, then try again.",
      {},
    );
    void vscode.window.showInformationMessage(text);
    return false;
  }
  const setting = { preset: NAME };
  const tiers = await proposeTiers({ name: NAME, preset, setting, models, prices }, settings.current.tiers, words);
  if (!tiers) return false;
  await settings.addConnection(NAME, setting, tiers);
  return true;
}
