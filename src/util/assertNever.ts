/** Closes an exhaustive switch: the compiler refuses a member that was not handled. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled value: ${JSON.stringify(value)}`);
}
