import * as vscode from "vscode";
import { learn, withLearned } from "../../core/router/feedback.ts";
import { TASK_NAMES } from "../../core/router/explain.ts";
import { chanceOf, KIND_TABLE } from "../../core/router/kindTable.ts";
import type { Candidate } from "../../core/models/model.ts";
import { TASK_KINDS } from "../../core/task/kinds.ts";
import type { Words } from "../words.ts";
import type { RoutingDesk } from "./tryRouting.ts";

/** Show Recorded Feedback: what was noted per task and model, and what it would make of the table. A text to keep. */
export async function showFeedback({ book, candidates, settings, words }: RoutingDesk): Promise<void> {
  const entries = await book.entries();
  const content = [
    `# ${words.t("Recorded feedback", {})}`,
    "",
    words.t("{count} notes, kept on this computer only.", { count: entries.length }),
    settings.current.routing.learn
      ? words.t("The routing table learns from them.", {})
      : words.t("The routing table does not learn from them: upshift.routing.learn is off.", {}),
    "",
    ...table(learn(entries), candidates(), words),
    "```jsonl",
    ...entries.map((entry) => JSON.stringify(entry)),
    "```",
    "",
  ].join("\n");
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "markdown", content }));
}

function table(
  seen: ReturnType<typeof learn>,
  candidates: readonly Candidate[],
  { t, tell }: Words,
): readonly string[] {
  const rows = TASK_KINDS.flatMap((task) =>
    candidates.flatMap((candidate) => {
      const known = seen.get(`${task} ${candidate.info.id}`);
      if (!known) return [];
      const { right } = chanceOf(KIND_TABLE, task, candidate);
      const figures = [known.good, known.bad].map((value) => value.toFixed(1));
      const chances = [right, withLearned(right, known)].map((value) => `${Math.round(value * 100)}%`);
      return [`| ${[tell(TASK_NAMES[task]), candidate.info.id, ...figures, ...chances].join(" | ")} |`];
    }),
  );
  if (rows.length === 0) return [];
  const head = [t("Task", {}), t("Model", {}), t("Good", {}), t("Bad", {}), t("Table", {}), t("With feedback", {})];
  return [`| ${head.join(" | ")} |`, `| ${head.map(() => "---").join(" | ")} |`, ...rows, ""];
}

/** Reset Recorded Feedback, after one question. */
export async function resetFeedback({ book, words }: RoutingDesk): Promise<void> {
  const count = (await book.entries()).length;
  const reset = words.t("Reset", {});
  const said = words.t("Forget all {count} notes on answers? Costs and chats stay.", { count });
  if ((await vscode.window.showWarningMessage(said, { modal: true }, reset)) === reset) await book.reset();
}
