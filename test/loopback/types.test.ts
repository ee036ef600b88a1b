import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { diagnosticsDelta } from "../../src/core/cascade/diagnosticsDelta.ts";
import type { ChangedFile, TypesReport } from "../../src/engines/types/messages.ts";
import { WorkerTypes } from "../../src/engines/types/workerTypes.ts";
import { temporaryFolder } from "../workbench/host.ts";
import { bundledTypeScript, root } from "../workbench/toolchain.mjs";

// The real thread with real compilers, on a copy of the sample.

const SILENT = { debug: () => undefined, warn: () => undefined };

const LIBRARIES = [
  ["VS Code's own TypeScript", bundledTypeScript()],
  ["a workspace's TypeScript 7", path.join(root, "node_modules/typescript/dist/api/sync/api.js")],
] as const;

for (const [engine, library] of LIBRARIES) {
  describe(`types before showing, by ${engine}`, function () {
    this.timeout(60_000);
    const folder = temporaryFolder("types");
    const file = (name: string): string => path.join(folder.path, name);
    const worker = new URL("../../src/engines/types/worker.ts", import.meta.url);
    const types = new WorkerTypes({ file: worker, log: SILENT });
    const live = new AbortController().signal;
    const libraries = [library];

    before(() => cpSync(path.join(root, "test/fixtures/sample"), folder.path, { recursive: true }));
    after(() => {
      types.dispose();
      folder.remove();
    });

    function changed(name: string, change: (text: string) => string): ChangedFile {
      const before = readFileSync(file(name), "utf8");
      return { path: file(name), before, after: change(before) };
    }

    async function codes(...files: readonly ChangedFile[]): Promise<{ hard: string[]; soft: string[] }> {
      const report = await types.check({ libraries, files, unsaved: [] }, live);
      return codesOf(report);
    }

    it("finds a name that does not exist, and nothing in a right edit", async () => {
      assert.deepEqual(await codes(changed("src/money.ts", (text) => `${text}\nexport const one = unheardOf();\n`)), {
        hard: ["2304"],
        soft: [],
      });
      assert.deepEqual(await codes(changed("src/money.ts", (text) => `${text}\nexport const one = 1;\n`)), {
        hard: [],
        soft: [],
      });
    });

    it("looks at the files that import the changed one", async () => {
      const renamed = changed("src/money.ts", (text) =>
        text.replace(/export function (\w+)/, "export function $1Renamed"),
      );
      assert.deepEqual((await codes(renamed)).hard, ["2305"]);
    });

    it("takes several changed files as one edit", async () => {
      const used = changed("src/report.ts", (text) => `import { fresh } from "./money.ts";\n${text}\nfresh();\n`);
      const made = changed("src/money.ts", (text) => `${text}\nexport function fresh(): void {}\n`);
      assert.deepEqual((await codes(used)).hard, ["2305"]);
      assert.deepEqual((await codes(used, made)).hard, []);
    });

    it("knows a file that the edit makes, in a folder that is not there yet", async () => {
      const made = {
        path: file("src/fresh/fresh.ts"),
        before: "",
        after: "export function fresh(a: number): void {}\n",
      };
      const using = (call: string): ChangedFile =>
        changed("src/report.ts", (text) => `import { fresh } from "./fresh/fresh.ts";\n${text}\n${call}\n`);
      assert.deepEqual(await codes(made, using("fresh(1);")), { hard: [], soft: [] });
      assert.deepEqual((await codes(made, using("fresh();"))).hard, ["2554"]);
    });

    it("shows what is only not assignable, without rejecting it", async () => {
      const loose = changed("src/money.ts", (text) => `${text}\nexport const word: string = 1;\n`);
      assert.deepEqual(await codes(loose), { hard: [], soft: ["2322"] });
    });

    it("knows unsaved texts of other files", async () => {
      const used = changed("src/report.ts", (text) => `import { fresh } from "./money.ts";\n${text}\nfresh();\n`);
      const money = readFileSync(file("src/money.ts"), "utf8");
      const unsaved = [{ path: file("src/money.ts"), text: `${money}\nexport function fresh(): void {}\n` }];
      const report = await types.check({ libraries, files: [used], unsaved }, live);
      assert.deepEqual(codesOf(report), { hard: [], soft: [] });
    });

    it("reads anew what was checked, or unsaved, before it came to stand on the disk", async () => {
      const used = changed("src/report.ts", (text) => `import { later } from "./money.ts";\n${text}\nlater();\n`);
      const made = changed("src/money.ts", (text) => `${text}\nexport function later(): void {}\n`);
      assert.deepEqual((await codes(made)).hard, []);
      writeFileSync(made.path, made.after);
      assert.deepEqual((await codes(used)).hard, []);
      const unsaved = [{ path: made.path, text: made.before }];
      const report = await types.check({ libraries, files: [used], unsaved }, live);
      assert.deepEqual(codesOf(report).hard, ["2305"]);
      assert.deepEqual((await codes(used)).hard, []);
      writeFileSync(made.path, made.before);
      assert.deepEqual((await codes(used)).hard, ["2305"]);
    });

    it("goes on when a file that imported the changed one is gone", async () => {
      const importer = file("src/importer.ts");
      writeFileSync(importer, 'import "./money.ts";\n');
      const edit = changed("src/money.ts", (text) => `${text}\nexport const one = 1;\n`);
      assert.deepEqual((await codes(edit)).hard, []);
      rmSync(importer);
      assert.deepEqual((await codes(edit)).hard, []);
    });

    it("checks JavaScript and files without a project", async () => {
      writeFileSync(file("loose.js"), "export const a = 1;\n");
      assert.deepEqual((await codes(changed("loose.js", (text) => `${text}console.lag(b);\n`))).hard.toSorted(), [
        "2304",
        "2339",
      ]);
    });

    it("takes the first library that can be used", async () => {
      const files = [changed("src/money.ts", (text) => `${text}\nexport const one = unheardOf();\n`)];
      const report = await types.check({ libraries: [file("none.js"), library], files, unsaved: [] }, live);
      assert.deepEqual(codesOf(report).hard, ["2304"]);
    });

    it("has no report where there is no usable library, and goes on after it", async () => {
      const edit = changed("src/money.ts", (text) => text);
      const missing = await types.check({ libraries: [file("none.js")], files: [edit], unsaved: [] }, live);
      assert.equal(missing, undefined);
      writeFileSync(file("eight.js"), 'exports.version = "8.0.2";\n');
      assert.equal(await types.check({ libraries: [file("eight.js")], files: [edit], unsaved: [] }, live), undefined);
      assert.deepEqual(await codes(edit), { hard: [], soft: [] });
    });

    it("leaves at once when nobody waits any more, and ends a check without end", async () => {
      const edit = changed("src/money.ts", (text) => text);
      const left = new AbortController();
      const check = types.check({ libraries, files: [edit], unsaved: [] }, left.signal);
      left.abort();
      assert.equal(await check, undefined);
      writeFileSync(file("endless.js"), "for (;;);\n");
      const impatient = new WorkerTypes({ file: worker, log: SILENT, patienceMs: 500 });
      assert.equal(
        await impatient.check({ libraries: [file("endless.js")], files: [edit], unsaved: [] }, live),
        undefined,
      );
      impatient.dispose();
    });
  });
}

function codesOf(report: TypesReport | undefined): { hard: string[]; soft: string[] } {
  assert.ok(report, "nothing was checked");
  const { hard, soft } = diagnosticsDelta(report.before, report.after);
  return { hard: hard.map(({ code }) => code), soft: soft.map(({ code }) => code) };
}
