import type { Message, Tool } from "../assist/message.ts";

/** A message with all that is text in it put through `clean`: what is said, and the arguments of calls. */
export function cleanMessage(message: Message, clean: (text: string) => string): Message {
  const calls = message.calls?.map((call) => ({ ...call, arguments: clean(call.arguments) }));
  return { ...message, text: clean(message.text), ...(calls ? { calls } : {}) };
}

/** The same for a tool: what it says of itself is text of another program, its schema included. */
export function cleanTool(tool: Tool, clean: (text: string) => string): Tool {
  const { description, parameters } = tool;
  const cleaned = parameters && (mapStrings(parameters, clean) as object);
  return { ...tool, description: clean(description), ...(cleaned ? { parameters: cleaned } : {}) };
}

function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") return map(value);
  if (Array.isArray(value)) return value.map((one) => mapStrings(one, map));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapStrings(one, map)]));
}
