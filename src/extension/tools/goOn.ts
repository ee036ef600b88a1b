import * as vscode from "vscode";
import type { CapReached } from "../../core/tools/reader.ts";
import { formatMoney, formatTokens } from "../../util/format.ts";
import type { Words } from "../words.ts";
import { unlessStopped } from "./unlessStopped.ts";

/** Asks whether a model may read beyond a limit. Closing the question, or stopping the answer, is a no. */
export async function askToGoOn(reached: CapReached, words: Words, signal: AbortSignal): Promise<boolean> {
  const { t } = words;
  const goOn = { title: t("Go On", {}) };
  const answerNow = { title: t("Answer Now", {}), isCloseAffordance: true };
  const detail = t("Go On raises the limit once. Answer Now answers with what was read so far.", {});
  const question = vscode.window.showInformationMessage(
    sentence(reached, words),
    { modal: true, detail },
    goOn,
    answerNow,
  );
  return (await unlessStopped(question, signal)) === goOn;
}

function sentence({ cap, limit, used }: CapReached, words: Words): string {
  const { t } = words;
  switch (cap) {
    case "steps":
      return t("This answer has read {used} times, and {limit} is the limit. Read on?", { used, limit });
    case "tokens":
      return t("This answer has taken {used} tokens; the next step would pass the limit of {limit}. Read on?", {
        used: formatTokens(used, words.locale),
        limit: formatTokens(limit, words.locale),
      });
    case "pico":
      return t("This answer has cost {used}; the next step may pass the limit of {limit}. Read on?", {
        used: formatMoney(used, words.locale),
        limit: formatMoney(limit, words.locale),
      });
  }
}
