import type { Phrase } from "../../util/phrase.ts";
import { presetOf, PRESETS } from "../models/presets.ts";
import type { ConnectionSetting } from "../settings.ts";
import { WHY } from "./found.ts";

/**
 * What other tools call an endpoint, and where it is: a preset, or the address of an OpenAI-compatible one. Sources: the
 * providers' documents on their OpenAI-compatible addresses, November 2026.
 */
const WORDS: Readonly<Record<string, { readonly preset: string } | { readonly address: string }>> = {
  openai: { preset: "openai" },
  "openai-native": { preset: "openai" },
  anthropic: { preset: "anthropic" },
  gemini: { preset: "gemini" },
  google: { preset: "gemini" },
  mistral: { preset: "mistral" },
  deepseek: { preset: "deepseek" },
  openrouter: { preset: "openrouter" },
  ollama: { preset: "ollama" },
  lmstudio: { preset: "lmstudio" },
  "llama.cpp": { preset: "llamacpp" },
  llamafile: { preset: "llamacpp" },
  vllm: { preset: "vllm" },
  litellm: { preset: "litellm" },
  groq: { address: "https://api.groq.com/openai/v1" },
  together: { address: "https://api.together.xyz/v1" },
  xai: { address: "https://api.x.ai/v1" },
  fireworks: { address: "https://api.fireworks.ai/inference/v1" },
  cerebras: { address: "https://api.cerebras.ai/v1" },
  nvidia: { address: "https://integrate.api.nvidia.com/v1" },
  sambanova: { address: "https://api.sambanova.ai/v1" },
  deepinfra: { address: "https://api.deepinfra.com/v1/openai" },
  moonshot: { address: "https://api.moonshot.ai/v1" },
  siliconflow: { address: "https://api.siliconflow.cn/v1" },
  novita: { address: "https://api.novita.ai/v3/openai" },
  requesty: { address: "https://router.requesty.ai/v1" },
  huggingface: { address: "https://router.huggingface.co/v1" },
  "vercel-ai-gateway": { address: "https://ai-gateway.vercel.sh/v1" },
};

/** Words for "any OpenAI-compatible endpoint": the address says everything. */
const ANY: ReadonlySet<string> = new Set(["openai-compatible", "customoai", "customendpoint", "custom"]);

/** Endpoints with a protocol or a sign-in of their own. */
const OTHERS: ReadonlySet<string> = new Set([
  ...["azure", "bedrock", "sagemaker", "vertexai", "vertex", "cohere", "replicate", "watsonx", "cloudflare"],
  ...["continue-proxy", "vscode-lm", "copilot", "claude-code", "qwen-code", "human-relay", "cline", "roo", "sapaicore"],
]);

/**
 * The connection for an endpoint that another tool calls `provider`, at `address` where its file names one; else why
 * there is none. `plain` says that a bare `openai` means the protocol, not the company.
 */
export function settingFor(provider: string, address: string | undefined): ConnectionSetting | Phrase {
  const word = provider.toLowerCase();
  const known = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (!known && !ANY.has(word)) return OTHERS.has(word) ? WHY.otherProtocol(provider) : WHY.unknownProvider(provider);
  const preset = known && "preset" in known ? presetOf(known.preset) : undefined;
  if (address === undefined || address === "") {
    if (known && "address" in known) return atAddress(known.address);
    return preset && preset.baseUrl !== "" ? { preset: preset.id } : WHY.noAddress;
  }
  const baseUrl = baseUrlOf(address);
  if (baseUrl === undefined) return WHY.badAddress;
  if (!preset?.local) return atAddress(baseUrl);
  // The native address of a local server is its root; the protocol spoken here begins below /v1.
  const below = new URL(baseUrl).pathname === "/" ? `${baseUrl}/v1` : baseUrl;
  return sameAddress(below, preset.baseUrl) ? { preset: preset.id } : { preset: preset.id, baseUrl: below };
}

export function isSetting(result: ConnectionSetting | Phrase): result is ConnectionSetting {
  return "preset" in result;
}

/** The preset that lives at an address, else a connection of its own. */
function atAddress(baseUrl: string): ConnectionSetting {
  const known = PRESETS.find((preset) => preset.baseUrl !== "" && sameAddress(preset.baseUrl, baseUrl));
  return known ? { preset: known.id } : { preset: "custom", baseUrl };
}

/** The part before `/chat/completions`, without a slash at the end; undefined for what is no plain web address. */
function baseUrlOf(text: string): string | undefined {
  const url = URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "").replace(/\/chat\/completions$/, "");
}

function sameAddress(one: string, other: string): boolean {
  const plain = (address: string): string => address.replace("://localhost", "://127.0.0.1").replace(/\/+$/, "");
  return plain(one) === plain(other);
}
