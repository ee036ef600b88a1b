import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { EDIT_TASKS } from "../../src/core/task/kinds.ts";
import { applied, editOf, judge, judgeStart } from "../eval/judge.ts";
import { nameOf } from "../eval/scripted.ts";
import type { Task } from "../eval/task.ts";
import { readTasks } from "../eval/tasks.ts";

const tasks = readTasks();
const kinds = [...new Set(tasks.map(({ kind }) => kind))];
const live = new AbortController().signal;

/** Runs `look` on all, as many at a time as the machine has cores, and collects what it finds. */
async function inBatches(all: readonly Task[], look: (task: Task) => Promise<readonly string[]>): Promise<string[]> {
  const waiting = [...all];
  const found: string[] = [];
  const work = async (): Promise<void> => {
    for (let task = waiting.shift(); task; task = waiting.shift()) found.push(...(await look(task)));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return found;
}

async function faultsOf(task: Task): Promise<readonly string[]> {
  const start = await judgeStart(task, live);
  const right = await judge(task, task.right, live);
  const wrong = await Promise.all(task.wrong.map((answer) => judge(task, answer, live)));
  return [
    ...(start.verdict === "passed" ? [`${task.id}: the check passes on the start`] : []),
    ...(right.verdict === "failed" ? [`${task.id}: the right answer fails, ${right.why}`] : []),
    ...wrong.flatMap(({ verdict }, index) =>
      verdict === "passed" ? [`${task.id}: wrong answer ${index + 1} passes`] : [],
    ),
  ];
}

describe("the tasks of the evaluation", function () {
  this.timeout(120_000);

  it("are at least 60, of eight kinds, in two languages", () => {
    assert.ok(tasks.length >= 60, `${tasks.length} tasks`);
    assert.deepEqual(kinds, ["commit", "complete", "debug", "edit", "explain", "fix", "refactor", "test"]);
    const python = tasks.filter(({ file }) => file.endsWith(".py")).length;
    assert.ok(python >= 20 && tasks.length - python >= 20, `${python} in Python`);
  });

  it("are each about a file of their own", () => {
    const names = tasks.map(nameOf);
    assert.equal(new Set(names).size, tasks.length);
    assert.ok(names.every((name) => name !== ""));
  });

  it("have something to be judged by", () => {
    for (const { id, kind, check, facts, bugs } of tasks) {
      const isText = kind === "explain" || kind === "commit";
      assert.ok(isText ? facts.length > 0 : kind === "test" ? bugs.length > 0 : check !== undefined, id);
    }
  });

  it("have right answers that are placed whole", () => {
    for (const task of tasks.filter(({ kind }) => EDIT_TASKS.has(kind))) {
      const plan = editOf(task, task.right);
      assert.ok(plan.type === "planned" && plan.left.length === 0, task.id);
      assert.notDeepEqual(applied(task.files, plan), task.files);
    }
  });

  for (const kind of kinds) {
    it(`of kind ${kind} fail on their start and their wrong answers, and pass on the right one`, async () => {
      const own = tasks.filter((task) => task.kind === kind);
      assert.deepEqual(await inBatches(own, faultsOf), []);
    });
  }
});
