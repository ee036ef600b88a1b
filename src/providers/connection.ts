import type { ListedModel } from "../core/models/listed.ts";
import type { ModelInfo } from "../core/models/model.ts";
import type { ChatModel } from "../core/ports.ts";
import { type CircuitListeners, Circuits } from "./circuits.ts";
import type { Endpoint } from "./endpoint.ts";
import { listModels } from "./listModels.ts";
import { createOpenAiModel } from "./openaiCompatible.ts";
import { probeLocal } from "./probeLocal.ts";
import { Warmth } from "./warm.ts";

/** What can be done with an endpoint. */
export interface Connection {
  chat(info: ModelInfo): ChatModel;
  /** Throws `AssistError`; costs nothing, so it is also the test of a connection. */
  list(signal: AbortSignal): Promise<readonly ListedModel[]>;
  /** Gets everything ready for a first request and opens the way; sends no code. Never rejects. */
  warm(info: ModelInfo): Promise<void>;
}

/** Opens connections to endpoints; those opened by one share what they know of the endpoints' health. */
export type Connector = (endpoint: Endpoint) => Connection;

/** The one way to the network for the layers above. Loads the SDK with it, so import it when a request is made. */
export function createConnector(listeners: CircuitListeners): Connector {
  const circuits = new Circuits(listeners);
  const warmth = new Warmth();
  return (endpoint) => ({
    warm: (info) => warmth.warm(info, endpoint),
    chat: (info) => circuits.guard(createOpenAiModel(info, endpoint)),
    list: (signal) => listFully(endpoint, signal),
  });
}

/** A connection on its own, for a question that no health is kept of. */
export function openConnection(endpoint: Endpoint): Omit<Connection, "warm"> {
  return {
    chat: (info) => createOpenAiModel(info, endpoint),
    list: (signal) => listFully(endpoint, signal),
  };
}

/** With what servers on this computer know beyond the listing. */
async function listFully(endpoint: Endpoint, signal: AbortSignal): Promise<readonly ListedModel[]> {
  return await probeLocal(endpoint, await listModels(endpoint, signal), signal);
}
