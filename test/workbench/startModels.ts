import { PRESETS, type Vendor } from "../../src/core/models/presets.ts";
import { findLocalServers, USUAL_PLACES, type UsualPlace } from "../../src/providers/localServers.ts";
import { SetupError } from "./cache.mjs";
import { startEndpoint } from "./endpoint.ts";
import { startRelay } from "./relay.ts";

/** The models of one `npm start`: machine settings for the extension, and words for the terminal. */
export interface StartModels {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly description: string;
  /** Ends what was started for them; otherwise it lives as long as the process. */
  close(): Promise<void>;
}

/** The endpoint that the launcher's variables name, behind a relay that keeps its key; the demo when they name none. */
export async function modelsFromEnv(env: NodeJS.ProcessEnv): Promise<StartModels> {
  const text = env["UPSHIFT_BASE_URL"];
  return text ? realModels(endpointUrl(text), env) : demoModels();
}

/**
 * The first model server that answers on a usual port of this computer; its first model takes every tier, and others are
 * chosen in the window. Looked for only when the user asks for it, as the extension does.
 */
export async function localModels(places: readonly UsualPlace[] = USUAL_PLACES): Promise<StartModels> {
  const [server] = await findLocalServers(new AbortController().signal, places);
  const [model] = server?.models ?? [];
  if (!server || model === undefined)
    throw new SetupError(
      "No model server answers on the usual ports of Ollama, LM Studio, llama.cpp and vLLM. Start one, or leave --local out for the demo.",
    );
  const { preset, baseUrl } = server;
  const reference = `${preset.id}/${model}`;
  return {
    close: () => Promise.resolve(),
    settings: {
      "upshift.models.connections": { [preset.id]: { preset: preset.id, baseUrl } },
      "upshift.models.mini": reference,
      "upshift.models.full": reference,
      "upshift.models.local": reference,
    },
    description: `${model} of ${preset.name} at ${new URL(baseUrl).host}, one of ${server.models.length} (Upshift: Choose Models changes it)`,
  };
}

async function realModels(target: URL, env: NodeJS.ProcessEnv): Promise<StartModels> {
  const mini = required(env, "UPSHIFT_MINI");
  const full = required(env, "UPSHIFT_FULL");
  const apiKey = env["UPSHIFT_API_KEY"];
  const relay = await startRelay({ target, ...(apiKey ? { apiKey } : {}) });
  const vendor = vendorOf(target);
  const known = vendor === undefined ? {} : { vendor };
  const connection = { preset: "custom", name: target.host, baseUrl: relay.baseUrl, ...known };
  return {
    close: () => relay.close(),
    settings: {
      "upshift.models.connections": { env: connection },
      "upshift.models.mini": `env/${mini}`,
      "upshift.models.full": `env/${full}`,
    },
    description: `${mini} and ${full} at ${target.host}`,
  };
}

/** Whose list prices hold at an address: the extension sees only the relay's. Undefined for a host that sets its own. */
export function vendorOf({ hostname }: URL): Vendor | undefined {
  const isAt = (host: string): boolean => hostname === host || hostname.endsWith(`.${host}`);
  const known = PRESETS.find(({ vendor, baseUrl }) => vendor && baseUrl !== "" && isAt(new URL(baseUrl).hostname));
  return known?.vendor;
}

async function demoModels(): Promise<StartModels> {
  const endpoint = await startEndpoint();
  return {
    close: () => endpoint.close(),
    settings: {
      "upshift.models.connections": { demo: { preset: "demo", baseUrl: endpoint.baseUrl } },
      "upshift.models.mini": "demo/demo-mini",
      "upshift.models.full": "demo/demo-full",
      "upshift.models.deep": "demo/demo-deep",
    },
    description:
      "a scripted demo, no AI (UPSHIFT_BASE_URL sets a real endpoint, -- --local takes a server on this computer)",
  };
}

function endpointUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new SetupError("UPSHIFT_BASE_URL is not an address. Set it to one like https://host/v1 and start again.");
  }
  return url;
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value)
    throw new SetupError(
      `UPSHIFT_BASE_URL is set, but ${name} is not. Set it to the name of a model at that address and start again.`,
    );
  return value;
}
