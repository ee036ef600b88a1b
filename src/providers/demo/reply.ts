import type { Question } from "./question.ts";

/** The two voices of the demo: mini is short and sometimes wrong, full is thorough. Deep speaks as full. */
export type Voice = "mini" | "full";

export function replyTo(question: Question, voice: Voice): string {
  return `demo, no AI: ${voice} cannot answer this ${question.task} yet.`;
}
