import { phrase, type Phrase } from "../../util/phrase.ts";
import type { Payload } from "../context/payload.ts";

/** The prompt of a request for people: its name, what it was made of, and the words that a model was given, redacted. */
export function promptText(
  { messages, summary }: Pick<Payload, "messages" | "summary">,
  tell: (one: Phrase) => string,
): string {
  const name = summary.prompt === "" ? tell(phrase("Another program wrote this prompt.")) : summary.prompt;
  const system = messages.filter(({ role }) => role === "system").map(({ text }) => text);
  const asked = messages.findLast(({ role }) => role === "user")?.text ?? "";
  const parts = summary.parts.map(({ kind, path, range, tokens }) =>
    range ? `- ${kind}: ${path}:${range.start}-${range.end}, ${tokens}` : `- ${kind}: ${path}, ${tokens}`,
  );
  return [
    `# ${name}`,
    `## ${tell(phrase("Instructions"))}`,
    ...system,
    ...(parts.length > 0 ? [`## ${tell(phrase("Parts, in tokens"))}`, parts.join("\n")] : []),
    `## ${tell(phrase("Request"))}`,
    asked.slice(Math.max(0, asked.lastIndexOf("### Request\n"))).replace("### Request\n", ""),
    "",
  ].join("\n\n");
}
