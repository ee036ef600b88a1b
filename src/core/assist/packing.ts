import { type ContextPack, pack, packDialogue } from "../context/pack.ts";
import { withoutTools } from "../context/withoutTools.ts";
import type { ModelInfo } from "../models/model.ts";
import type { CollectedContext } from "../ports.ts";
import { formatFor, promptIn, shapeOf } from "../prompts/editFormats.ts";
import { withInstructions, withOwnWords, withTools } from "../prompts/additions.ts";
import type { Prompt } from "../prompts/prompt.ts";
import { READ_TOOL_LIST } from "../tools/readTools.ts";
import type { PrepareDeps, Seat } from "./deps.ts";
import type { Tool } from "./message.ts";
import type { AssistRequest } from "./request.ts";

/** Makes the pack of a request for a model. Throws `AssistError`. */
export interface Packing {
  /** For `info`; without it for whoever may serve. */
  readonly packFor: (info: ModelInfo | undefined, maxTokens: number) => ContextPack;
  /** A pack of its own is needed for `info`: it is asked for another edit format. */
  readonly differs: (info: ModelInfo) => boolean;
}

/** Whether tools are offered to a model: not where it is known to call none, and the demo is no model. */
function callsTools({ tools, demo }: ModelInfo): boolean {
  return tools !== false && !demo;
}

/** The pack as a model gets it: without our tools where it calls none. The tools of another program stay. */
export function packFitting(whole: ContextPack, info: ModelInfo): ContextPack {
  return whole.toolsOptional && !callsTools(info) ? withoutTools(whole) : whole;
}

export function packingOf(
  request: AssistRequest,
  { items, gate, localOnly, unsent }: CollectedContext,
  { prompt, seats, deps }: { readonly prompt: Prompt; readonly seats: readonly Seat[]; readonly deps: PrepareDeps },
): Packing {
  const { instruction, history, dialogue, task = "chat" } = request;
  const shape = shapeOf(task, items);
  const tools = seats.some(({ info }) => callsTools(info)) ? toolsFor(request, deps) : [];
  return {
    packFor: (info, maxTokens) => {
      if (dialogue) return packDialogue(dialogue, localOnly);
      const inFormat = promptIn(prompt, shape.task, formatFor(shape, info?.model));
      const guided = items.some(({ kind }) => kind === "instructions") ? withInstructions(inFormat) : inFormat;
      const own = named(withOwnWords(guided, deps.ownPrompts?.()[task]), request.promptId);
      const asked = tools.length > 0 ? withTools(own) : own;
      return pack({ prompt: asked, instruction, history, items, gate, localOnly, unsent, maxTokens, tools });
    },
    differs: (info) => dialogue === undefined && formatFor(shape, info.model) !== formatFor(shape),
  };
}

/** The words of the prompt are the instruction already. */
function named(prompt: Prompt, id: string | undefined): Prompt {
  return id === undefined ? prompt : { ...prompt, added: [...(prompt.added ?? []), id] };
}

function toolsFor({ reading, dialogue }: AssistRequest, { reader }: PrepareDeps): readonly Tool[] {
  return reader && !dialogue && reading && reading.steps > 0 ? [...READ_TOOL_LIST, ...reader.others] : [];
}
