import { named, type SecretRule, token } from "../rule.ts";

/** Model vendors, gateways and the services around them. */
export const AI: readonly SecretRule[] = [
  token("anthropic-key", ["sk-ant-"], /sk-ant-(?:api0[34]|admin01|oat01)-[A-Za-z0-9_-]{80,120}AA(?![A-Za-z0-9_-])/y),
  token("openrouter-key", ["sk-or-"], /sk-or-(?:v1-)?[A-Za-z0-9]{20,200}/y),
  token(
    "openai-key",
    ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-none-"],
    /sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,200}/y,
  ),
  token("langfuse-key", ["sk-lf-"], /sk-lf-[a-f0-9-]{36}/y),
  token("openai-key", ["sk-"], /sk-(?!ant-|or-|proj-|lf-)[A-Za-z0-9]{20,200}(?![A-Za-z0-9-])/y, {
    before: /(?<![\w-])$/,
    entropy: 3.3,
  }),
  token("groq-key", ["gsk_"], /gsk_[A-Za-z0-9]{48,56}(?![A-Za-z0-9])/y),
  token("xai-key", ["xai-"], /xai-[A-Za-z0-9]{60,90}(?![A-Za-z0-9])/y),
  token("perplexity-key", ["pplx-"], /pplx-[a-zA-Z0-9]{48}/y),
  token("replicate-token", ["r8_"], /r8_[A-Za-z0-9]{37,40}(?![A-Za-z0-9])/y),
  token("huggingface-token", ["hf_"], /hf_[A-Za-z]{34}(?![A-Za-z0-9])/y, { entropy: 0 }),
  token("huggingface-token", ["api_org_"], /api_org_[A-Za-z]{34}(?![A-Za-z0-9])/y, { entropy: 2 }),
  token("fireworks-key", ["fw_"], /fw_[A-Za-z0-9]{22,24}(?![A-Za-z0-9])/y, { entropy: 3.5 }),
  token("cerebras-key", ["csk-"], /csk-[a-z0-9]{48}/y),
  token("nvidia-key", ["nvapi-"], /nvapi-[A-Za-z0-9_-]{60,80}/y),
  token("jina-key", ["jina_"], /jina_[A-Za-z0-9_-]{50,70}/y),
  token("tavily-key", ["tvly-"], /tvly-(?:dev-|prod-)?[A-Za-z0-9]{20,40}(?![A-Za-z0-9])/y),
  token("langsmith-key", ["lsv2_"], /lsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}/y),
  token("pinecone-key", ["pcsk_"], /pcsk_[A-Za-z0-9_]{60,80}/y),
  token("elevenlabs-key", ["sk_"], /sk_[a-f0-9]{48}(?![A-Za-z0-9])/y),
  token("voyage-key", ["pa-"], /pa-[A-Za-z0-9_-]{43}(?![\w-])/y, { before: /(?<![\w/-])$/, entropy: 4 }),
  named("cohere-key", ["cohere", "co_api_key"], "a-zA-Z0-9", 40, { entropy: 4 }),
  named("mistral-key", "mistral", "a-zA-Z0-9", 32, { entropy: 3.5 }),
  named("together-key", ["together_api_key", "togetherai"], "a-f0-9", 64),
  named("privateai-key", ["privateai", "private_ai", "private-ai"], "a-z0-9", 32),
];
