/** Who makes the models behind an endpoint; list prices are looked up under it. */
export const VENDORS = ["openai", "anthropic", "google", "mistral", "deepseek", "xai"] as const;
export type Vendor = (typeof VENDORS)[number];

/** What the price engine calls a vendor. */
export const PRICED_AS: Readonly<Record<Vendor, string>> = {
  openai: "openai",
  anthropic: "anthropic",
  google: "google",
  mistral: "mistral",
  deepseek: "deepseek",
  xai: "x-ai",
};

/**
 * Calls for a completion between two texts: `/completions` with a suffix, or with both texts between the model's own signs
 * (`template`), Ollama's, which has both, Mistral's `/fim/completions`, DeepSeek's `/completions` below `/beta` instead of
 * `/v1`, llama.cpp's `/infill` beside `/v1`.
 */
export const FIMS = ["none", "completions", "template", "ollama", "mistral", "deepseek", "llamacpp"] as const;
export type Fim = (typeof FIMS)[number];

/** Interfaces of servers on this computer that tell which model is loaded, and with which window. */
export type Probe = "ollama" | "lmstudio";

export const SYSTEM_ROLES = ["system", "developer", "fold"] as const;

/**
 * A kind of endpoint as data. Every oddity is a field here, never a branch in the adapter. Sources: the vendors'
 * documents as of November 2026.
 */
export interface Preset {
  readonly id: string;
  readonly name: string;
  /** Address proposed in Connect a Model; "" where the user must give one. */
  readonly baseUrl: string;
  /** Whose list prices hold here; absent where the endpoint sets its own. */
  readonly vendor?: Vendor;
  /** Provider of the price engine whose list holds at the preset's own address, where that is no maker's. */
  readonly pricedAs?: string;
  /** A key is needed, may be given, or is not asked for. */
  readonly key: "required" | "optional" | "none";
  /** Runs on the user's machine: no charge. */
  readonly local: boolean;
  /** The scripted demo: simulated prices, always labelled. */
  readonly demo: boolean;
  /** Models of VS Code's own, asked through the editor and paid by another vendor's plan. */
  readonly editor: boolean;
  /** Field that limits the answer. */
  readonly limitField: "max_tokens" | "max_completion_tokens";
  /** Asks for usage in the stream by `stream_options`. */
  readonly usageOption: boolean;
  /** Where the provider tells what it charged, for keys that may read it; absent where it has no such place. */
  readonly figures?: "openrouter" | "openai";
  /** Thinking is counted in `total_tokens` alone, and billed as output. */
  readonly thinkingInTotal?: boolean;
  /** Role of our instructions: as `system`, as `developer`, or folded into the first question. */
  readonly systemRole: (typeof SYSTEM_ROLES)[number];
  /** Speaks the Responses flavour; used for models that reason. */
  readonly responses: boolean;
  /** The header that carries the key: `authorization` as a bearer token, any other as it is. */
  readonly keyHeader: "authorization" | "api-key" | "x-portkey-api-key";
  /** How a completion between two texts is asked for; `none` = as a chat. */
  readonly fim: Fim;
  /** What tells more of its models than the listing does; absent where nothing does. */
  readonly probe?: Probe;
  /** Models proposed for the tiers, best first; those that the listing lacks are passed over. */
  readonly proposal: {
    readonly mini: readonly string[];
    readonly full: readonly string[];
    readonly deep: readonly string[];
  };
  /** Page where a key is made, for people; "" where there is none. */
  readonly keyPage: string;
  /** Most days that requests are kept there by its terms of November 2026, to look for abuse; absent where unknown. */
  readonly keepsDays?: number;
  /** Hands requests on to endpoints of others, whose terms then hold as well. */
  readonly passesOn?: true;
}

const NOTHING = { mini: [], full: [], deep: [] } as const;
const CLOUD = {
  key: "required",
  local: false,
  demo: false,
  editor: false,
  limitField: "max_tokens",
  usageOption: true,
  systemRole: "system",
  responses: false,
  keyHeader: "authorization",
  fim: "none",
} as const;
const LOCAL = {
  ...CLOUD,
  key: "none",
  local: true,
  proposal: NOTHING,
  keyPage: "",
} as const;

export const PRESETS: readonly Preset[] = [
  {
    ...CLOUD,
    id: "openai",
    name: "OpenAI",
    baseUrl: "https://api.openai.com/v1",
    vendor: "openai",
    figures: "openai",
    limitField: "max_completion_tokens",
    responses: true,
    proposal: {
      mini: ["gpt-6-luna", "gpt-5-mini", "gpt-4o-mini"],
      full: ["gpt-6.1-sol", "gpt-6.1-terra", "gpt-5", "gpt-4o"],
      deep: ["gpt-6.1-sol", "gpt-5", "o3"],
    },
    keyPage: "https://platform.openai.com/api-keys",
    keepsDays: 30,
  },
  {
    ...CLOUD,
    id: "azure",
    name: "Azure OpenAI",
    // The v1 address of one's own resource: https://NAME.openai.azure.com/openai/v1. Models are named by deployment.
    baseUrl: "",
    vendor: "openai",
    limitField: "max_completion_tokens",
    responses: true,
    keyHeader: "api-key",
    proposal: NOTHING,
    keyPage: "https://portal.azure.com",
    keepsDays: 30,
  },
  {
    ...CLOUD,
    id: "openrouter",
    name: "OpenRouter",
    baseUrl: "https://openrouter.ai/api/v1",
    pricedAs: "openrouter",
    figures: "openrouter",
    proposal: {
      mini: ["openai/gpt-6-luna", "openai/gpt-5-mini", "openai/gpt-4o-mini"],
      full: ["openai/gpt-6.1-sol", "anthropic/claude-sonnet-4.5", "openai/gpt-5"],
      deep: ["openai/gpt-6.1-sol", "anthropic/claude-opus-5.5"],
    },
    keyPage: "https://openrouter.ai/keys",
    passesOn: true,
  },
  {
    ...CLOUD,
    id: "xroute",
    name: "XRoute.AI",
    baseUrl: "https://api.xroute.ai/openai/v1",
    proposal: NOTHING,
    keyPage: "https://xroute.ai",
    passesOn: true,
  },
  {
    ...CLOUD,
    id: "anthropic",
    name: "Anthropic",
    baseUrl: "https://api.anthropic.com/v1",
    vendor: "anthropic",
    proposal: {
      mini: ["claude-haiku-5-5", "claude-haiku-4-5"],
      full: ["claude-sonnet-5-5", "claude-sonnet-5"],
      deep: ["claude-opus-5-5", "claude-opus-4-7"],
    },
    keyPage: "https://console.anthropic.com/settings/keys",
    keepsDays: 30,
  },
  {
    ...CLOUD,
    id: "gemini",
    name: "Google Gemini",
    baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai",
    vendor: "google",
    thinkingInTotal: true,
    proposal: {
      mini: ["gemini-3.1-flash-lite", "gemini-2.5-flash-lite"],
      full: ["gemini-4-argon", "gemini-3.1-pro-preview", "gemini-2.5-pro"],
      deep: ["gemini-4-argon", "gemini-2.5-pro"],
    },
    keyPage: "https://aistudio.google.com/apikey",
    keepsDays: 55,
  },
  {
    ...CLOUD,
    id: "mistral",
    name: "Mistral",
    baseUrl: "https://api.mistral.ai/v1",
    vendor: "mistral",
    usageOption: false,
    fim: "mistral",
    proposal: {
      mini: ["mistral-small-latest", "ministral-8b-latest"],
      full: ["mistral-large-latest", "mistral-medium-latest"],
      deep: ["magistral-medium-latest"],
    },
    keyPage: "https://console.mistral.ai/api-keys",
    keepsDays: 30,
  },
  {
    ...CLOUD,
    id: "deepseek",
    name: "DeepSeek",
    baseUrl: "https://api.deepseek.com/v1",
    vendor: "deepseek",
    fim: "deepseek",
    proposal: { mini: ["deepseek-flash", "deepseek-v4-flash"], full: ["deepseek-v4-pro"], deep: ["deepseek-v4-pro"] },
    keyPage: "https://platform.deepseek.com/api_keys",
  },
  { ...LOCAL, id: "ollama", name: "Ollama", baseUrl: "http://127.0.0.1:11434/v1", fim: "ollama", probe: "ollama" },
  {
    ...LOCAL,
    id: "lmstudio",
    name: "LM Studio",
    baseUrl: "http://127.0.0.1:1234/v1",
    fim: "completions",
    probe: "lmstudio",
  },
  { ...LOCAL, id: "llamacpp", name: "llama.cpp", baseUrl: "http://127.0.0.1:8080/v1", fim: "llamacpp" },
  // It refuses a suffix.
  { ...LOCAL, id: "vllm", name: "vLLM", baseUrl: "http://127.0.0.1:8000/v1", fim: "template" },
  {
    ...CLOUD,
    id: "litellm",
    name: "LiteLLM",
    baseUrl: "http://127.0.0.1:4000/v1",
    key: "optional",
    proposal: NOTHING,
    keyPage: "",
    passesOn: true,
  },
  {
    ...CLOUD,
    id: "portkey",
    name: "Portkey",
    // Which provider answers is said by headers of the connection: x-portkey-provider or x-portkey-config.
    baseUrl: "https://api.portkey.ai/v1",
    keyHeader: "x-portkey-api-key",
    key: "optional",
    proposal: NOTHING,
    keyPage: "https://app.portkey.ai/api-keys",
    passesOn: true,
  },
  {
    ...CLOUD,
    id: "custom",
    name: "Other OpenAI-compatible endpoint",
    baseUrl: "",
    key: "optional",
    proposal: NOTHING,
    keyPage: "",
  },
  {
    ...CLOUD,
    id: "vscode",
    name: "VS Code's own models",
    baseUrl: "",
    key: "none",
    editor: true,
    proposal: NOTHING,
    keyPage: "",
  },
  { ...LOCAL, id: "demo", name: "Demo, no AI", baseUrl: "", demo: true },
];

export function presetOf(id: string): Preset | undefined {
  return PRESETS.find((preset) => preset.id === id);
}
