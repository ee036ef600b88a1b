/** What is known for a report of trouble. */
export interface DiagnosticsFacts {
  /** Name and version of each part, in the order to show. */
  readonly versions: Readonly<Record<string, string>>;
  /** What the user or a default says for each setting. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly connections: readonly {
    readonly name: string;
    readonly preset: string;
    /** Host and port; an address may hold a token further on. */
    readonly host: string;
    readonly hasKey: boolean;
  }[];
  /** Newest last. */
  readonly errors: readonly { readonly at: number; readonly code: string; readonly where: string }[];
}

/** Settings whose text is a choice or the name of a model; any other text may be the user's own and stays out. */
const PLAIN_TEXTS = /^(?:models\.(?:mini|full|deep|local)|routing\.tier|completions\.mode)$/;
const MOST_ERRORS = 20;

/**
 * Text to paste into a report: versions, settings, connections and the last errors. It holds no code, no prompt, no key,
 * no path and none of an endpoint's words; of a setting that could hold any of these only its size.
 */
export function diagnosticsReport({ versions, settings, connections, errors }: DiagnosticsFacts): string {
  return [
    "# Upshift diagnostics",
    ...Object.entries(versions).map(([name, version]) => `- ${name}: ${version}`),
    "",
    "## Settings",
    ...Object.entries(settings).map(([key, value]) => `- ${key}: ${shown(key, value)}`),
    "",
    "## Connections",
    ...(connections.length === 0 ? ["none"] : []),
    ...connections.map(
      ({ name, preset, host, hasKey }) =>
        `- ${name}: ${preset} at ${host || "this window"}, ${hasKey ? "key stored" : "no key"}`,
    ),
    "",
    "## Last errors",
    ...(errors.length === 0 ? ["none"] : []),
    ...errors
      .slice(-MOST_ERRORS)
      .map(({ at, code, where }) => `- ${new Date(at).toISOString()} ${code} ${where}`.trimEnd()),
    "",
  ].join("\n");
}

function shown(key: string, value: unknown): string {
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  if (typeof value === "string") return value === "" ? '""' : PLAIN_TEXTS.test(key) ? value : "set";
  if (Array.isArray(value)) return `${value.length} entries`;
  if (typeof value === "object" && value !== null) return `${Object.keys(value).length} entries`;
  return "not set";
}
