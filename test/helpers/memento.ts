import type { Memento } from "vscode";

/** VS Code's small store of an extension, in memory. */
export function memento(state = new Map<string, unknown>()): Memento {
  return {
    keys: () => [...state.keys()],
    get: <T>(name: string, fallback?: T) => (state.get(name) as T | undefined) ?? fallback,
    update: (name, value) => Promise.resolve(void (value === undefined ? state.delete(name) : state.set(name, value))),
  };
}
