import assert from "node:assert/strict";
import { isAssistError } from "../../../src/core/assist/errors.ts";
import { type Debugger, describeStopped } from "../../../src/extension/deep/stoppedProgram.ts";

const ANSWERS: Readonly<Record<string, unknown>> = {
  stackTrace: {
    stackFrames: [
      { id: 1, name: "Store.get", line: 34, source: { path: "/w/src/store.ts" } },
      { id: 2, name: "main", line: 2, source: { name: "index.ts" } },
    ],
  },
  exceptionInfo: { exceptionId: "TypeError", description: "no value", breakMode: "always" },
  scopes: {
    scopes: [
      { name: "Local", variablesReference: 7 },
      { name: "Global", variablesReference: 8, expensive: true },
    ],
  },
  variables: {
    variables: [
      { name: "key", value: "'a'", type: "string" },
      { name: "token", value: "x" },
    ],
  },
};
const never = (): Promise<unknown> => new Promise(() => undefined);

/** A debugger that keeps silent about some requests, and refuses others. */
function stopped({
  silent = [],
  refused = [],
}: { silent?: readonly string[]; refused?: readonly string[] } = {}): Debugger & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    customRequest: (command) => {
      asked.push(command);
      if (silent.includes(command)) return never();
      return refused.includes(command) ? Promise.reject(new Error("not supported")) : Promise.resolve(ANSWERS[command]);
    },
  };
}

async function codeOf(run: Promise<unknown>): Promise<string> {
  const error: unknown = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return isAssistError(error) ? error.code : String(error);
}

describe("a stopped program", () => {
  it("is described by its exception, its frames and the values of its top frames", async () => {
    const text = await describeStopped(stopped(), 1, never);
    assert.match(text, /^Variables of Store\.get:\n {2}key: string = 'a'\n {2}token = x\n/);
    assert.match(
      text,
      /TypeError: no value\n {4}at Store\.get \(\/w\/src\/store\.ts:34:1\)\n {4}at main \(index\.ts:2:1\)$/,
    );
  });

  it("is described without what its debugger does not know", async () => {
    const text = await describeStopped(stopped({ refused: ["exceptionInfo", "scopes"] }), 1, never);
    assert.match(text, /^The program is paused\.\n {4}at Store\.get/);
  });

  it("asks for no scope that is costly to tell", async () => {
    const session = stopped();
    await describeStopped(session, 1, never);
    assert.equal(session.asked.filter((command) => command === "variables").length, 2);
  });

  it("is described by what came in time", async () => {
    const session = stopped({ silent: ["scopes"] });
    let over: () => void = () => undefined;
    const patience = new Promise<void>((resolve) => (over = resolve));
    const described = describeStopped(session, 1, () => patience);
    while (!session.asked.includes("scopes")) await Promise.resolve();
    over();
    assert.match(await described, /did not answer everything in time/);
    assert.equal(session.asked.filter((command) => command === "scopes").length, 1);
  });

  it("is a failure where not even the stack came in time, or nothing is stopped", async () => {
    const now = (): Promise<void> => Promise.resolve();
    assert.equal(await codeOf(describeStopped(stopped({ silent: ["stackTrace"] }), 1, now)), "debugger-late");
    assert.equal(await codeOf(describeStopped(stopped({ refused: ["stackTrace"] }), 1, never)), "not-stopped");
  });
});
