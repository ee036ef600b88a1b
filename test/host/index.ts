import { appendFileSync, globSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";

/** The host of VS Code 1.106 hands a module over with its default beside, later ones the default itself. */
const MOCHA = (Mocha as unknown as { readonly default?: typeof Mocha }).default ?? Mocha;

/** Runs the suite inside the extension host; VS Code calls this because the workbench's address names this file. */
export async function run(): Promise<void> {
  const grep = process.env["MOCHA_GREP"];
  // What a whole editor does is not ours alone: a test that fails is run once more, and the end of the run names it.
  const mocha = new MOCHA({ timeout: 90_000, retries: 1, reporter: EventFile, ...(grep ? { grep } : {}) });
  for (const file of globSync("**/*.test.cjs", { cwd: __dirname }).toSorted())
    mocha.addFile(path.join(__dirname, file));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} test(s) failed`);
}

/** Writes one JSON line per test: a record that survives a crash of the page and of the extension host. */
class EventFile extends MOCHA.reporters.Base {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env["HOST_TEST_EVENTS"] ?? "";
    const put = (event: object): void => appendFileSync(file, `${JSON.stringify(event)}\n`);
    runner.on("pass", (test) => put({ type: "pass", title: test.fullTitle(), ms: test.duration ?? 0 }));
    runner.on("pending", (test) => put({ type: "skip", title: test.fullTitle() }));
    runner.on("fail", (test, error: unknown) =>
      put({ type: "fail", title: test.fullTitle(), error: describe(error), suite: test.titlePath()[0] }),
    );
    runner.on("retry", (test, error: unknown) =>
      put({ type: "retry", title: test.fullTitle(), error: describe(error) }),
    );
    runner.on("end", () => put({ type: "end", failures: runner.failures }));
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
