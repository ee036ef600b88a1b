import type { AssistRequest } from "../../src/core/assist/request.ts";
import { commitInstruction } from "../../src/core/changes/commitMessage.ts";
import { filesOfDiff } from "../../src/core/changes/diff.ts";
import { frameworkIn, testInstruction, type TestPlace, testPlaceOf } from "../../src/core/changes/testPlace.ts";
import type { Place } from "../../src/core/complete/place.ts";
import { completionRequest } from "../../src/core/complete/request.ts";
import type { TierChoice } from "../../src/core/models/tier.ts";
import { languageOf } from "../../src/cli/files.ts";
import type { Task } from "./task.ts";

/** Says how a project is built; nobody puts it beside a question. */
const CONFIGURATION = /\.(?:json|toml)$/;

/** The request that the product's command makes of a task. `id` is unique. */
export function requestOf(task: Task, id: string, tier: TierChoice): AssistRequest {
  const common = { id, task: task.kind, origin: "command", tier, without: [], history: [] } as const;
  const selected = { uri: task.file, lines: task.lines };
  switch (task.kind) {
    case "complete":
      return { ...completionRequest(placeOf(task), id), tier };
    case "commit": {
      const anchors = filesOfDiff(task.diff ?? "").map(({ path, text }) => ({ uri: path, change: text }));
      return { ...common, instruction: commitInstruction(task.titles), anchors };
    }
    case "test": {
      const place = testsOf(task);
      const like = place.like === undefined ? [] : [{ uri: place.like }];
      return { ...common, instruction: testInstruction(place, frameworkOf(task)), anchors: [selected, ...like] };
    }
    default: {
      const others = task.files
        .filter(({ path }) => path !== task.file && !CONFIGURATION.test(path))
        .map(({ path }) => ({ uri: path, added: true }));
      const terminal = task.terminal === undefined ? [] : [{ uri: "terminal", text: task.terminal, added: true }];
      return { ...common, instruction: task.instruction, anchors: [selected, ...others, ...terminal] };
    }
  }
}

/** Where the written tests go. */
export function testsOf({ file, files }: Task): TestPlace {
  return testPlaceOf(
    file,
    files.map(({ path }) => path),
  );
}

function frameworkOf(task: Task): string | undefined {
  const { like } = testsOf(task);
  const text = (name: string | undefined): string => task.files.find(({ path }) => path === name)?.text ?? "";
  return frameworkIn(text(like), text("package.json"), text("pyproject.toml"));
}

/** The cursor of a completion, with all of its file around it. */
export function placeOf({ file, files, cursor }: Task): Place & { readonly at: NonNullable<Task["cursor"]> } {
  const text = files.find(({ path }) => path === file)?.text ?? "";
  const at = cursor ?? { line: 0, character: 0 };
  const above = text.split("\n").slice(0, at.line);
  const offset = above.reduce((sum, line) => sum + line.length + 1, 0) + at.character;
  return {
    document: file,
    language: languageOf(file),
    offset,
    before: text.slice(0, offset),
    after: text.slice(offset),
    at,
  };
}
