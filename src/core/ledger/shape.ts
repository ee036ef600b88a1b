/** Whether a value is what it should be. */
export type Check = (value: unknown) => boolean;

/*
 * Checks for what is read by the thousand, such as lines of the ledger: they accept what a schema of zod accepts and copy
 * nothing, which takes less time in a process that has just begun.
 */

export const isText: Check = (value) => typeof value === "string";
export const isFlag: Check = (value) => typeof value === "boolean";
export const isNumber: Check = (value) => Number.isFinite(value);
export const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
export const isShare: Check = (value) => isNumber(value) && Number(value) >= 0 && Number(value) <= 1;

export function oneOf(values: readonly unknown[]): Check {
  return (value) => values.includes(value);
}

export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

export function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

/** An object with these fields, and others that nobody looks at. */
export function objectOf(fields: Readonly<Record<string, Check>>): Check {
  const checks = Object.entries(fields);
  return (value) => isObject(value) && checks.every(([name, check]) => check(value[name]));
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
