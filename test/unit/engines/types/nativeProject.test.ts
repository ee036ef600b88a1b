import assert from "node:assert/strict";
import type { NativeTypeScript } from "../../../../src/engines/types/nativeLibrary.ts";
import { NativeProject } from "../../../../src/engines/types/nativeProject.ts";

/** A compiler that knows one file at first and those that a configuration names, and remembers what is open. */
function compiler(): { readonly library: NativeTypeScript; readonly open: Set<string>; readonly alive: Set<number> } {
  const open = new Set<string>();
  const alive = new Set<number>();
  let made = 0;
  class Api implements InstanceType<NativeTypeScript["API"]> {
    readonly #read: (file: string) => string | undefined;
    constructor({ fs }: ConstructorParameters<NativeTypeScript["API"]>[0]) {
      this.#read = fs.readFile;
    }
    updateSnapshot({
      openProjects,
      closeProjects,
    }: Parameters<InstanceType<NativeTypeScript["API"]>["updateSnapshot"]>[0]) {
      for (const config of openProjects) assert.ok(!open.has(config) && open.add(config));
      for (const config of closeProjects) assert.ok(open.delete(config));
      const id = (made += 1);
      alive.add(id);
      return {
        getProject: (config: string) => {
          const { files = [] } = JSON.parse(this.#read(config) ?? "{}") as { files?: readonly string[] };
          const program = {
            getSourceFileNames: () => ["/w/a.ts", ...files],
            getSyntacticDiagnostics: () => [],
            getSemanticDiagnostics: () => [],
          };
          return open.has(config) ? { program } : undefined;
        },
        dispose: () => assert.ok(alive.delete(id)),
      };
    }
    close(): void {
      open.clear();
    }
  }
  return { library: { API: Api }, open, alive };
}

describe("a project under TypeScript 7", () => {
  it("lets go of each program that it needs no more", () => {
    const { library, open, alive } = compiler();
    const project = new NativeProject(library, "/w/tsconfig.json", "/w/a.ts");
    const unsaved = ["a", "b", "c"].map((name) => ({ path: `/w/${name}.ts`, text: "" }));
    for (const name of ["a", "b", "a", "c", "b"])
      project.check([{ path: `/w/${name}.ts`, before: "", after: "let x;" }], unsaved);
    assert.deepEqual([...open], ["/w/upshift-check-3.tsconfig.json"]);
    assert.equal(alive.size, 1);
    project.dispose();
    assert.equal(open.size, 0);
  });
});
