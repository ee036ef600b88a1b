import { isSetting, settingFor } from "./endpoints.ts";
import { type Fields, fieldsOf, keyOf, textOf } from "./fields.ts";
import { type Findings, type FoundModel, type LeftOut, WHY } from "./found.ts";

/** Where a profile of Roo Code, and Cline's older state, keep the facts of a provider. */
interface Places {
  /** What the endpoint is called elsewhere; the provider's own word where absent. */
  readonly provider?: string;
  readonly model: string;
  readonly key?: string;
  readonly address?: string;
}

/**
 * Both tools keep one field per provider and fact. Source: Roo Code's `provider-settings` schema, which it inherited from
 * Cline. `openai` is their word for any OpenAI-compatible endpoint, `openai-native` for the company.
 */
const PLACES: Readonly<Record<string, Places>> = {
  anthropic: { model: "apiModelId", key: "apiKey", address: "anthropicBaseUrl" },
  openai: { provider: "openai-compatible", model: "openAiModelId", key: "openAiApiKey", address: "openAiBaseUrl" },
  "openai-native": { model: "apiModelId", key: "openAiNativeApiKey", address: "openAiNativeBaseUrl" },
  openrouter: { model: "openRouterModelId", key: "openRouterApiKey", address: "openRouterBaseUrl" },
  gemini: { model: "apiModelId", key: "geminiApiKey" },
  mistral: { model: "apiModelId", key: "mistralApiKey" },
  deepseek: { model: "apiModelId", key: "deepSeekApiKey", address: "deepSeekBaseUrl" },
  ollama: { model: "ollamaModelId", key: "ollamaApiKey", address: "ollamaBaseUrl" },
  lmstudio: { model: "lmStudioModelId", address: "lmStudioBaseUrl" },
  litellm: { model: "litellmModelId", key: "litellmApiKey", address: "litellmBaseUrl" },
  xai: { model: "apiModelId", key: "xaiApiKey" },
  groq: { model: "apiModelId", key: "groqApiKey" },
  cerebras: { model: "apiModelId", key: "cerebrasApiKey" },
  sambanova: { model: "apiModelId", key: "sambaNovaApiKey" },
  fireworks: { model: "apiModelId", key: "fireworksApiKey" },
  moonshot: { model: "apiModelId", key: "moonshotApiKey", address: "moonshotBaseUrl" },
  requesty: { model: "requestyModelId", key: "requestyApiKey", address: "requestyBaseUrl" },
  deepinfra: { model: "deepInfraModelId", key: "deepInfraApiKey", address: "deepInfraBaseUrl" },
  together: { model: "togetherModelId", key: "togetherApiKey" },
};

/** Roo Code's `roo-code-settings.json`: profiles by name, and settings of the tool itself. */
export function readRoo(file: Fields): Findings {
  const profiles = Object.entries(fieldsOf(fieldsOf(file["providerProfiles"])?.["apiConfigs"]) ?? {});
  const read = profiles.map(([name, profile]) => readProfile(name, fieldsOf(profile)));
  const others = Object.keys(fieldsOf(file["globalSettings"]) ?? {}).length > 0;
  return {
    models: read.flatMap(({ models }) => models),
    left: [...read.flatMap(({ left }) => left), ...(others ? [{ what: "globalSettings", why: WHY.notModels }] : [])],
  };
}

function readProfile(name: string, profile: Fields | undefined): Findings {
  const provider = textOf(profile?.["apiProvider"]);
  if (!profile || provider === undefined) return { models: [], left: [{ what: name, why: WHY.unreadable }] };
  return readFlat(profile, { provider, name, fieldOf: (field) => field });
}

/** One provider's facts out of fields that lie side by side; `fieldOf` gives the name under which a fact lies there. */
export function readFlat(
  row: Fields,
  {
    provider,
    name,
    fieldOf,
  }: { readonly provider: string; readonly name: string; readonly fieldOf: (field: string) => string },
): Findings {
  const places: Places = (Object.hasOwn(PLACES, provider) ? PLACES[provider] : undefined) ?? { model: "apiModelId" };
  const at = (field: string | undefined): unknown =>
    field === undefined ? undefined : (row[fieldOf(field)] ?? row[field]);
  const setting = settingFor(places.provider ?? provider, textOf(at(places.address)));
  if (!isSetting(setting)) return { models: [], left: [{ what: name, why: setting }] };
  const model = textOf(at(places.model));
  const key = keyOf(at(places.key));
  const found: FoundModel = {
    setting,
    label: name,
    roles: ["chat"],
    ...(model === undefined ? {} : { model }),
    ...(key === undefined ? {} : { key }),
  };
  const headers = provider === "openai" ? Object.keys(fieldsOf(row["openAiHeaders"]) ?? {}) : [];
  const left: LeftOut[] = headers.length > 0 ? [{ what: name, why: WHY.ownHeaders }] : [];
  return { models: [found], left };
}
