import { looseBrackets } from "../brackets.ts";
import type { Place } from "../place.ts";
import { cleanReply } from "./clean.ts";
import { MOST_LINES } from "./cut.ts";

/**
 * What never stands within a completion: three blank lines (two stand between Python's functions, and a reply may begin
 * with them), and the end of a fenced block, behind which only talk follows. The server ends there, where what
 * `hasNaturalEnd` cuts may be generated and billed to its end.
 */
export const STOPS: readonly string[] = ["\n\n\n\n", "\n```\n"];

/** Beyond this nothing of a reply is shown, whatever it holds. */
const MOST_RECEIVED_LINES = 4 * MOST_LINES;

/**
 * Whether a reply that is still arriving has passed its natural end: its last whole line changed nothing of what would be
 * shown, and nothing in it is open that could. What follows would be generated, waited for and paid for in vain.
 */
export function hasNaturalEnd(reply: string, place: Place): boolean {
  const end = reply.lastIndexOf("\n");
  const lines = end === -1 ? [] : reply.slice(0, end).replaceAll("\r", "").split("\n");
  if (lines.length > MOST_RECEIVED_LINES) return true;
  if (lines.length < 2 || lines.at(-1)?.trim() === "") return false;
  const whole = lines.join("\n");
  if (looseBrackets(whole).opening.length > 0) return false;
  const shown = cleanReply(whole, place).text;
  return shown !== "" && shown === cleanReply(lines.slice(0, -1).join("\n"), place).text;
}
