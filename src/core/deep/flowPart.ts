import { assist } from "../assist/assist.ts";
import type { AssistDeps } from "../assist/deps.ts";
import type { AssistEvent } from "../assist/events.ts";
import { type Preview, preview } from "../assist/preview.ts";
import type { AssistRequest } from "../assist/request.ts";
import type { ContextItem } from "../context/item.ts";
import type { CollectedContext, Verifier } from "../ports.ts";
import type { Prompt } from "../prompts/prompt.ts";
import type { ConversationSignals, Layer } from "../router/decision.ts";
import type { Phrase } from "../../util/phrase.ts";
import type { TaskKind } from "../task/kinds.ts";
import { type Closing, inner } from "./inner.ts";
import type { FlowPrivacy } from "./refactorPorts.ts";

/** What every request of a flow shares. */
export interface FlowScene {
  /** What the user asked for. */
  readonly request: AssistRequest;
  readonly deps: AssistDeps;
  readonly signal: AbortSignal;
}

/** One request of a flow. Its context is what the flow hands it, by the rules of the files that it comes from. */
export interface FlowPart {
  readonly task: TaskKind;
  readonly prompt: Prompt;
  readonly instruction: string;
  readonly items: readonly ContextItem[];
  readonly privacy: FlowPrivacy;
  readonly verifiers: readonly Verifier[];
  /** The model may read on its own, where the user's request allows it. */
  readonly reads?: true;
  /** The model that a refused answer came from: a stronger one is asked. */
  readonly conversation?: ConversationSignals;
  /** A part of a layered pipeline is an attempt of the user's own request. */
  readonly layer?: Layer;
  /** Where the answer went: it is folded away, because it is no answer to the user. */
  readonly folded: Phrase;
}

/** How a request of a flow ended, with its last ledger entry where a model was asked. */
export interface PartEnd {
  readonly closing: Closing;
  readonly answeredBy?: ConversationSignals;
  /** The answer with placeholders for secrets: may be sent on. */
  readonly text: string;
}

/** Asks by the one road: routed, checked, booked. */
export async function* askPart(part: FlowPart, scene: FlowScene): AsyncGenerator<AssistEvent, PartEnd> {
  const { request, deps } = partOf(part, scene);
  let answeredBy: ConversationSignals | undefined;
  const events = inner(assist(request, deps, scene.signal));
  for (let next = await events.next(); ; next = await events.next()) {
    if (next.done) {
      if (next.value.text !== "") yield { type: "text-discarded", attempt: 0, because: part.folded };
      return { closing: withoutText(next.value), text: next.value.text, ...(answeredBy ? { answeredBy } : {}) };
    }
    if (next.value.type === "attempt-end") {
      const { connection, model, tier } = next.value.entry;
      answeredBy = { model: `${connection}/${model}`, tier, cachedTokens: 0 };
    }
    yield next.value;
  }
}

/** Its text is folded away; what it restores to is for the flow. */
function withoutText(closing: Closing): Closing {
  return { ...closing, text: "" };
}

/** Who would be asked and at what price, by the same steps. Sends nothing. */
export async function previewPart(part: FlowPart, scene: FlowScene): Promise<Preview> {
  const { request, deps } = partOf(part, scene);
  return await preview(request, deps, scene.signal);
}

function partOf(part: FlowPart, { request: whole, deps }: FlowScene): { request: AssistRequest; deps: AssistDeps } {
  const { task, prompt, instruction, items, privacy, verifiers, conversation, layer, reads } = part;
  const { instructions = [], ...rules } = privacy;
  const context: CollectedContext = { items: [...instructions, ...items], ...rules };
  const { conversation: _chat, history: _history, reading, ...rest } = whole;
  return {
    request: {
      ...rest,
      // Otherwise a request of its own in the ledger: what it would have cost always Full is counted for each.
      id: layer ? whole.id : deps.newId(),
      ...(layer ? { layer } : {}),
      ...{ task, prompt, instruction, anchors: [], without: [], history: [] },
      ...(conversation ? { conversation } : {}),
      ...(reads && reading ? { reading } : {}),
    },
    deps: { ...deps, context: { collect: () => Promise.resolve(context) }, verifiers },
  };
}
