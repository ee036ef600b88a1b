import * as vscode from "vscode";
import type { Words } from "../words.ts";
import { unlessStopped } from "./unlessStopped.ts";

/** For this call, for every call in this workspace, or not at all. */
export type Consent = "once" | "here" | "no";

/** Asks whether a tool that is not ours may run. Closing the question, or stopping the answer, is a no. */
export async function askConsent(
  { name, input }: { readonly name: string; readonly input: object },
  { t }: Words,
  signal: AbortSignal,
): Promise<Consent> {
  const once = { title: t("Allow Once", {}) };
  const here = { title: t("Allow in This Workspace", {}) };
  const no = { title: t("Do Not Run", {}), isCloseAffordance: true };
  const question = vscode.window.showWarningMessage(
    t("A model wants to call {tool}, which is not a tool of Upshift. What it does, Upshift cannot tell.", {
      tool: name,
    }),
    { modal: true, detail: JSON.stringify(input, undefined, 2).slice(0, 1_000) },
    ...[once, here, no],
  );
  const answer = await unlessStopped(question, signal);
  return answer === once ? "once" : answer === here ? "here" : "no";
}
