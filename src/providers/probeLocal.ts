import type { ListedModel } from "../core/models/listed.ts";
import type { Probe } from "../core/models/presets.ts";
import type { Endpoint } from "./endpoint.ts";
import { asArray, asCount, asText, field } from "./json.ts";
import { parseJson } from "../util/parseJson.ts";
import { ask } from "./sdk.ts";

/** More models than this are not asked for one by one. */
const MOST_ASKED = 30;
/** A server on this computer answers soon or has something else to do. */
const LONGEST_MS = 3_000;

/** A server's own interface, below its address without `/v1`. Undefined where it does not answer as it should. */
interface Native {
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<unknown>;
}

/** What a server says of one of its models. */
type Facts = Omit<ListedModel, "id">;

/**
 * The models with what their server knows of them beyond OpenAI's listing: whether each is loaded, and with which window,
 * which is often far smaller than the model's own. Sends no code. Where the server does not tell, they stay as they are;
 * never rejects.
 */
export async function probeLocal(
  endpoint: Endpoint,
  models: readonly ListedModel[],
  signal: AbortSignal,
): Promise<readonly ListedModel[]> {
  const { probe } = endpoint.preset;
  if (probe === undefined || models.length === 0) return models;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
  const factsOf = await PROBES[probe](nativeOf(endpoint, await endpoint.key(), limited), models);
  return models.map((model) => ({ ...model, ...factsOf.get(model.id) }));
}

function nativeOf(endpoint: Endpoint, key: string | undefined, signal: AbortSignal): Native {
  const root = endpoint.baseUrl.replace(/\/(?:v1\/?)?$/, "");
  return {
    get: (path) => quietly(() => ask(endpoint, key, { method: "get", path: root + path, signal })),
    post: (path, body) => quietly(() => ask(endpoint, key, { method: "post", path: root + path, body, signal })),
  };
}

async function quietly(answered: () => Promise<Response>): Promise<unknown> {
  try {
    return parseJson(await (await answered()).text());
  } catch {
    // Older versions lack the call, and a server that is just going is the next request's affair.
    return undefined;
  }
}

const PROBES: Readonly<
  Record<Probe, (native: Native, models: readonly ListedModel[]) => Promise<ReadonlyMap<string, Facts>>>
> = { ollama: probeOllama, lmstudio: probeLmStudio };

/** `/api/ps` has the models in memory with their windows, `/api/show` what each can do. */
async function probeOllama(native: Native, models: readonly ListedModel[]): Promise<ReadonlyMap<string, Facts>> {
  const running = asArray(field(await native.get("/api/ps"), "models"));
  const windows = new Map(
    (running ?? []).map((row) => [asText(field(row, "name")) ?? "", asCount(field(row, "context_length"))]),
  );
  const facts = models.slice(0, MOST_ASKED).map(async ({ id }): Promise<[string, Facts]> => {
    const shown = await native.post("/api/show", { model: id });
    const name = windows.has(id) ? id : `${id}:latest`;
    const window = windows.get(name) ?? windowSetIn(asText(field(shown, "parameters")));
    const abilities = asArray(field(shown, "capabilities"));
    return [
      id,
      {
        ...(running ? { loaded: windows.has(name) } : {}),
        ...(window ? { contextWindow: window } : {}),
        ...(abilities ? { images: abilities.includes("vision"), tools: abilities.includes("tools") } : {}),
      },
    ];
  });
  return new Map(await Promise.all(facts));
}

/** A model file may set the window that it is loaded with; without, it depends on the machine's memory. */
function windowSetIn(parameters = ""): number | undefined {
  return asCount(Number(/^num_ctx\s+(\d{1,9})\s*$/m.exec(parameters)?.[1] ?? "NaN"));
}

/** Version 0.4 tells by `/api/v1/models`, the ones before by `/api/v0/models`. */
async function probeLmStudio(native: Native): Promise<ReadonlyMap<string, Facts>> {
  const rows = asArray(field(await native.get("/api/v1/models"), "models"));
  if (rows) return new Map(rows.map((row) => [asText(field(row, "key")) ?? "", factsOfInstances(row)]));
  const older = asArray(field(await native.get("/api/v0/models"), "data")) ?? [];
  return new Map(older.map((row) => [asText(field(row, "id")) ?? "", factsOfState(row)]));
}

function factsOfInstances(row: unknown): Facts {
  const instances = asArray(field(row, "loaded_instances")) ?? [];
  const windows = instances.flatMap((instance) => asCount(field(field(instance, "config"), "context_length")) ?? []);
  const abilities = field(row, "capabilities");
  return {
    loaded: instances.length > 0,
    ...windowOf(windows.length > 0 ? Math.min(...windows) : undefined, row),
    ...flag("images", field(abilities, "vision")),
    ...flag("tools", field(abilities, "trained_for_tool_use")),
  };
}

function factsOfState(row: unknown): Facts {
  return {
    loaded: field(row, "state") === "loaded",
    ...windowOf(asCount(field(row, "loaded_context_length")), row),
    ...(field(row, "type") === "vlm" ? { images: true } : {}),
  };
}

/** The window that it is loaded with, else the longest that it can be. */
function windowOf(loaded: number | undefined, row: unknown): Facts {
  const window = loaded ?? asCount(field(row, "max_context_length"));
  return window ? { contextWindow: window } : {};
}

function flag(name: "images" | "tools", value: unknown): Facts {
  return typeof value === "boolean" ? { [name]: value } : {};
}
