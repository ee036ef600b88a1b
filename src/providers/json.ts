/*
 * Readers for answers of servers. They are untrusted and differ in detail, and a schema per stream event would cost more
 * than the parsing: each reader takes anything and gives the value of the wanted type, or undefined.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

export function asArray(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A whole count of at least 0; anything else is no count. */
export function asCount(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function field(value: unknown, name: string): unknown {
  return asObject(value)?.[name];
}
