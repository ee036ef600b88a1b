import { PRESETS, type Vendor } from "../../src/core/models/presets.ts";
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
    description: "a scripted demo, no AI (set UPSHIFT_BASE_URL for a real endpoint)",
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
