import { assertNever } from "../../util/assertNever.ts";
import { planAcross, writeAcross } from "./acrossFiles.ts";
import { chatTask } from "./chat.ts";
import { completeCode } from "./complete.ts";
import type { Voice } from "./edit.ts";
import { cannot } from "./notes.ts";
import { blockOf, type Question } from "./question.ts";
import { subjectOf } from "./subject.ts";
import {
  commitTask,
  documentTask,
  editTask,
  explainTask,
  fixTask,
  type Job,
  refactorTask,
  reviewTask,
} from "./tasks.ts";

/** The demo's answer to a question, in one voice. Total: what it cannot do it says. */
export function replyTo(question: Question, voice: Voice): string {
  const { task, part } = question;
  if (part) return part === "plan" ? planAcross(question) : writeAcross(question);
  if (task === "complete") {
    return completeCode(blockOf(question, "before")?.text ?? "", blockOf(question, "after")?.text ?? "");
  }
  if (task === "commit") return commitTask(question);
  const subject = subjectOf(question);
  if (task === "chat" || task === "agent-step") return chatTask(question, subject, voice);
  if (!subject) return cannot("work without code; select some");
  return perform(task, { question, subject, voice });
}

function perform(task: Exclude<Question["task"], "chat" | "agent-step" | "complete" | "commit">, job: Job): string {
  switch (task) {
    case "explain":
      return explainTask(job);
    case "fix":
    case "debug":
      return fixTask(job);
    case "refactor":
      return refactorTask(job);
    case "edit":
      return editTask(job);
    case "document":
      return documentTask(job);
    case "review":
      return reviewTask(job);
    case "test":
      return cannot("write tests");
    default:
      return assertNever(task);
  }
}
