import type { Message, Picture, Tool } from "../core/assist/message.ts";
import type { JsonObject } from "./json.ts";

/** A message as items of the Responses flavour: calls of tools and their answers are items of their own there. */
export function toResponseItems({
  role,
  text,
  pictures = [],
  calls = [],
  answers = "",
}: Message): readonly JsonObject[] {
  if (role === "tool") return [{ type: "function_call_output", call_id: answers, output: text }];
  const asked = calls.map((call) => ({
    type: "function_call",
    call_id: call.id,
    name: call.name,
    arguments: call.arguments,
  }));
  if (text === "" && asked.length > 0) return asked;
  const content = pictures.length === 0 ? text : partsOf(text, pictures);
  return [{ role, content }, ...asked];
}

export function toResponseTool({ name, description, parameters }: Tool): JsonObject {
  return { type: "function", name, description, parameters: parameters ?? null, strict: false };
}

function partsOf(text: string, pictures: readonly Picture[]): readonly JsonObject[] {
  const images = pictures.map(({ mime, base64 }) => ({
    type: "input_image",
    detail: "auto",
    image_url: `data:${mime};base64,${base64}`,
  }));
  return [...(text === "" ? [] : [{ type: "input_text", text }]), ...images];
}
