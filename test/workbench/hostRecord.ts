import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { NOTE_TOOL } from "./clientTool.ts";
import type { Endpoint } from "./endpoint.ts";
import { temporaryFolder } from "./host.ts";
import type { Finding } from "./report.ts";
import { root } from "./toolchain.mjs";

// What the runs of test/host share, in whatever VS Code they run.

/** Where the built suite and everything that a run leaves lies. */
export const out = path.join(root, "out");

type Event =
  | { readonly type: "pass"; readonly title: string; readonly ms: number }
  | { readonly type: "skip"; readonly title: string }
  | { readonly type: "fail"; readonly title: string; readonly error: string; readonly suite: string }
  | { readonly type: "retry"; readonly title: string; readonly error: string }
  | { readonly type: "end"; readonly failures: number };

/** Follows the event file: it is the record, because VS Code reports success even when the extension host has died. */
export class EventRecord {
  readonly #file: string;
  #seen = 0;
  readonly tally = { passed: 0, failed: 0, skipped: 0, failures: new Array<Finding>(), again: new Array<Finding>() };
  hasEnded = false;

  constructor(file: string) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "");
  }

  /** Prints what is new. */
  read(): void {
    const lines = readFileSync(this.#file, "utf8").split("\n").slice(0, -1);
    for (const line of lines.slice(this.#seen)) this.#take(JSON.parse(line) as Event);
    this.#seen = lines.length;
  }

  #take(event: Event): void {
    if (event.type === "end") this.hasEnded = true;
    else if (event.type === "pass") this.tally.passed++;
    else if (event.type === "skip") this.tally.skipped++;
    else if (event.type === "retry") this.tally.again.push({ title: event.title, why: event.error });
    else this.#failed({ title: event.title, why: event.error, suite: event.suite });
    if (event.type === "pass") console.log(`  ok    ${event.title} (${event.ms} ms)`);
    if (event.type === "skip") console.log(`  skip  ${event.title}`);
    if (event.type === "retry") console.log(`  again ${event.title}\n${event.error.replace(/^/gm, "        ")}`);
    if (event.type === "fail") console.log(`  FAIL  ${event.title}\n${event.error.replace(/^/gm, "        ")}`);
  }

  #failed(finding: Finding): void {
    this.tally.failed++;
    this.tally.failures.push(finding);
  }

  fail(why: string): void {
    this.#failed({ title: "the extension host", why });
    console.log(`  FAIL  ${why}`);
  }
}

/** A copy: tests change files, and the sample is to stay as it is. Outside the repository, whose ignore rules name `out`. */
export function copySample(): string {
  const folder = path.join(temporaryFolder("host-workspace").path, "sample");
  cpSync(path.join(root, "test/fixtures/sample"), folder, { recursive: true });
  return folder;
}

/** What the suite inside the extension host is told. */
export function hostEnv(endpoint: Pick<Endpoint, "baseUrl">, events: string, grep = ""): Record<string, string> {
  return { HOST_TEST_EVENTS: events, UPSHIFT_TEST_ENDPOINT: endpoint.baseUrl, MOCHA_GREP: grep };
}

const CLIENT = {
  name: "lm-client",
  publisher: "upshift-test",
  version: "0.0.1",
  engines: { vscode: "^1.106.0" },
  main: "./extension.cjs",
  activationEvents: ["onStartupFinished"],
  // Without it no model can ask for the user's consent; it has no effect where VS Code does not allow it.
  enabledApiProposals: ["chatProvider"],
  contributes: {
    debuggers: [{ type: "client-debugger", label: "Client" }],
    languageModelChatProviders: [{ vendor: "client", displayName: "Client" }],
    languageModelTools: [
      {
        ...{ name: NOTE_TOOL, displayName: "Note", modelDescription: "Reads the note of the other extension." },
        inputSchema: { type: "object", properties: { about: { type: "string" } } },
      },
    ],
    chatParticipants: [{ id: "lm-client.client", name: "client", description: "Asks the chosen model" }],
  },
};

/** Another extension beside ours, which knows us only through the editor. */
export function layOutClient(): string {
  const folder = path.join(out, "host/lmClient");
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(CLIENT));
  return folder;
}
