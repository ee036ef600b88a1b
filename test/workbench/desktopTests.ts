import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { cacheDir, SetupError } from "./cache.mjs";
import { cleanEnv } from "./env.mjs";
import { startEndpoint } from "./endpoint.ts";
import { temporaryFolder } from "./host.ts";
import { copySample, EventRecord, hostEnv, layOutClient, out } from "./hostRecord.ts";
import { root } from "./toolchain.mjs";

// node test/workbench/desktopTests.ts [--vscode PROGRAM] [--version VERSION] [--grep TEXT] [--result FILE]
// Runs test/host in desktop VS Code: one that is downloaded from its maker once, or the program that is named.

const { values } = parseArgs({
  options: {
    vscode: { type: "string" },
    version: { type: "string", default: "stable" },
    grep: { type: "string" },
    result: { type: "string" },
  },
});

/** The one download that npm does not carry. */
async function program(): Promise<string> {
  if (values.vscode !== undefined) return path.resolve(values.vscode);
  const folder = path.join(cacheDir(), "vscode-desktop");
  mkdirSync(folder, { recursive: true });
  try {
    return await downloadAndUnzipVSCode({ version: values.version, cachePath: folder });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      `VS Code could not be downloaded (${why.split("\n")[0]}). Go online once, or name a program: npm run test:desktop -- --vscode PATH`,
    );
  }
}

async function main(): Promise<void> {
  const vscodeExecutablePath = await program();
  const events = path.join(out, "desktop-events.jsonl");
  const record = new EventRecord(events);
  const endpoint = await startEndpoint();
  const profile = temporaryFolder("desktop");
  const launchArgs = [
    copySample(),
    ...["--user-data-dir", path.join(profile.path, "data"), "--extensions-dir", path.join(profile.path, "extensions")],
    ...[
      "--disable-workspace-trust",
      "--skip-welcome",
      "--skip-release-notes",
      "--disable-updates",
      "--disable-telemetry",
    ],
    // A test machine often has no keyring; keys are then kept in the profile, which goes with the run.
    "--password-store=basic",
  ];
  const follow = setInterval(() => record.read(), 250);
  let end = "";
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: [root, layOutClient()],
      extensionTestsPath: path.join(out, "host/index.cjs"),
      extensionTestsEnv: { ...cleanEnv(), ...hostEnv(endpoint, events, values.grep) },
      launchArgs,
    });
  } catch (error) {
    end = error instanceof Error ? error.message : String(error);
  } finally {
    clearInterval(follow);
    await endpoint.close();
    profile.remove();
  }
  record.read();
  if (!record.hasEnded) record.fail(`The suite did not come to its end: ${end || "VS Code closed"}.`);
  if (values.result !== undefined) writeFileSync(values.result, JSON.stringify(record.tally));
  process.exitCode = record.tally.failed > 0 ? 1 : 0;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}
