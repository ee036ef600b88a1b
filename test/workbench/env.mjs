// Plain JavaScript: run.mjs needs it before Node 24 and the packages are there.

/** Names of variables that steer the launcher or may hold somebody's secret; no child process gets them. */
const PRIVATE = [
  /^UPSHIFT_/i,
  /^(AZURE_)?OPENAI_/i,
  /^(ANTHROPIC|OPENROUTER|MISTRAL|GEMINI|GROQ|DEEPSEEK|XAI|COHERE|HUGGINGFACE|HF)_/i,
  /(^|_)(API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)S?$/i,
];

/** npm reads these itself to log in to a registry; they go to npm and to nothing else. */
const NPM_LOGIN = ["NPM_TOKEN", "NODE_AUTH_TOKEN"];

/**
 * The environment for a child process: everything but the launcher's own settings and secrets.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Record<string, string>}
 */
export function cleanEnv(env = process.env) {
  /** @type {Record<string, string>} */
  const clean = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !PRIVATE.some((pattern) => pattern.test(name))) clean[name] = value;
  }
  return clean;
}

/** Commands that ask an endpoint themselves and are told where it is, and its key, by variables. */
const ASKING = new Set(["start", "cli", "eval"]);

/**
 * The environment for a command: whole for one that asks an endpoint, the clean one for every other.
 * @param {string} what
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function commandEnv(what, env = process.env) {
  return ASKING.has(what) ? env : cleanEnv(env);
}

/**
 * The environment for npm: the clean one and npm's own login.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Record<string, string>}
 */
export function npmEnv(env = process.env) {
  const result = cleanEnv(env);
  for (const name of NPM_LOGIN) {
    const value = env[name];
    if (value !== undefined) result[name] = value;
  }
  return result;
}
