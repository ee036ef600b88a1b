import type { Message } from "../assist/message.ts";
import { TOOLS_ID, TOOLS_WORDS } from "../prompts/additions.ts";
import type { ContextPack } from "./pack.ts";
import { sizeOf } from "./size.ts";

/** Ends the reading: said to the model in the user's place. */
const ANSWER_NOW = "Nothing more can be read. Answer now with what there is, and say what you could not look up.";

/**
 * The same pack for a model that is to call no tools: what tools gave stands in it as plain messages, which every
 * endpoint takes. Nothing new goes in, so nothing new is redacted.
 */
export function withoutTools(base: ContextPack): ContextPack {
  const hasRead = base.messages.some(({ role }) => role === "tool");
  const prompt = base.summary.prompt.replace(`+${TOOLS_ID}`, "");
  const plain = base.messages.flatMap(({ role, text, pictures }): readonly Message[] => {
    if (role === "system") return [{ role, text: text.replace(` ${TOOLS_WORDS}`, "") }];
    if (text === "" && !pictures) return [];
    return [{ role: role === "tool" ? "user" : role, text, ...(pictures ? { pictures } : {}) }];
  });
  const messages = joined([...plain, ...(hasRead ? [{ role: "user", text: ANSWER_NOW } as const] : [])]);
  const { tools: _tools, toolsOptional: _optional, mustCall: _mustCall, ...rest } = base;
  const { counted: _counted, ...summary } = base.summary;
  return { ...rest, messages, summary: { ...summary, prompt, tokens: sizeOf(messages) } };
}

/** Some endpoints take no two messages of the same role in a row. */
function joined(messages: readonly Message[]): readonly Message[] {
  return messages.reduce<readonly Message[]>((all, message) => {
    const last = all.at(-1);
    if (last?.role !== message.role || message.role === "system" || message.pictures) return [...all, message];
    return [...all.slice(0, -1), { ...last, text: `${last.text}\n\n${message.text}` }];
  }, []);
}
