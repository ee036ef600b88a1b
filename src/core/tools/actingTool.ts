/** Words in names of tools that write, run or control something; `internal` is what VS Code calls parts of its own chat. */
const ACTING: ReadonlySet<string> = new Set([
  ...["add", "append", "apply", "cancel", "close", "commit", "confirmation", "create", "delete", "deploy", "drop"],
  ...["edit", "execute", "exit", "fork", "insert", "install", "internal", "invoke", "kill", "merge", "modify", "move"],
  ...["patch", "post", "publish", "push", "put", "remove", "rename", "replace", "reset", "restart", "run", "save"],
  ...["send", "set", "setup", "start", "stop", "submit", "uninstall", "update", "upload", "write"],
]);

/**
 * True for a tool whose name says that it does more than read, as `run_in_terminal` and `createFile` do. VS Code tells of
 * no tool whether it only reads: what is left may still act, and asks before it runs.
 */
export function soundsActing(name: string): boolean {
  return name.split(/[^a-zA-Z\d]+|(?<=[a-z\d])(?=[A-Z])/).some((word) => ACTING.has(word.toLowerCase()));
}
