import type { ModelInfo } from "../core/models/model.ts";
import type { ChatModel } from "../core/ports.ts";
import type { Endpoint } from "./endpoint.ts";
import { type ListedModel, listModels } from "./listModels.ts";
import { createOpenAiModel } from "./openaiCompatible.ts";

/** What can be done with an endpoint. */
export interface Connection {
  chat(info: ModelInfo): ChatModel;
  /** Throws `AssistError`; costs nothing, so it is also the test of a connection. */
  list(signal: AbortSignal): Promise<readonly ListedModel[]>;
}

/** The one way to the network for the layers above. Loads the SDK with it, so import it when a request is made. */
export function openConnection(endpoint: Endpoint): Connection {
  return {
    chat: (info) => createOpenAiModel(info, endpoint),
    list: (signal) => listModels(endpoint, signal),
  };
}
