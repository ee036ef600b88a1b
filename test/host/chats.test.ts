import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { ledgerEntrySchema, type LedgerEntry } from "../../src/core/ledger/entry.ts";
import { ChatStore } from "../../src/extension/chat/chatStore.ts";
import { LedgerFile } from "../../src/extension/ledgerFile.ts";
import { OpenAttempts } from "../../src/extension/openAttempts.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { answerNext, connectEndpoint, openFile, run, selectLines, services, testApi, tidyUp, until } from "./window.ts";

const CODE = "export function double(n: number): number {\n  return n * 2;\n}\n";

describe("chats", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint();
  });
  afterEach(async () => {
    await endpoint.behave();
    await tidyUp();
  });
  after(() => endpoint.close());

  async function explain(reply: string): Promise<void> {
    const editor = await openFile("double.ts", CODE);
    selectLines(editor, 1, 3);
    answerNext(endpoint, reply);
    await run("upshift.explain");
  }

  it("are kept, listed and opened again with their receipts", async () => {
    const { conversation, history } = await services();
    await explain("It doubles a number.");
    const { id } = conversation;
    const receipt = conversation.turns[0]?.answer.view;
    await vscode.commands.executeCommand("upshift.newChat");
    assert.equal(conversation.turns.length, 0);
    const item = (await history.items()).find((known) => known.id === id);
    assert.deepEqual([item?.title, item?.files, item?.answers], ["Explain", ["double.ts"], 1]);
    await history.open(id);
    assert.deepEqual(conversation.turns[0]?.answer.view, receipt);
  });

  it("come back after a reload, a cut answer with its text", async () => {
    const { conversation, history } = await services();
    endpoint.misbehave({ times: 1, response: { frames: [streamed("As far as this")], end: "hang" } });
    const editor = await openFile("double.ts", CODE);
    selectLines(editor, 1, 3);
    const running = run("upshift.explain");
    await until("text is there", () => conversation.turns.at(-1)?.answer.view.text === "As far as this");
    await history.save();
    const { id } = conversation;
    // What the next window sees is what is on disk now, with the answer still being written.
    const stored = await storedChat(id);
    await vscode.commands.executeCommand("upshift.stop");
    await running;
    await vscode.commands.executeCommand("upshift.newChat");
    await writeFile(stored.file, stored.text);
    await history.open(id);
    const view = conversation.turns[0]?.answer.view;
    assert.deepEqual([view?.text, view?.state, view?.failure], ["As far as this", "failed", "truncated"]);
    assert.match(view?.notice?.text ?? "", /What arrived is kept/);
  });

  it("are deleted with a way back", async () => {
    const { conversation, history } = await services();
    await explain("It doubles a number.");
    const { id } = conversation;
    await history.delete(id);
    assert.equal((await history.items()).find((known) => known.id === id)?.deleted, true);
    history.restoreDeleted(id);
    assert.equal((await history.items()).find((known) => known.id === id)?.deleted, false);
    await history.delete(id);
    await history.forgetDeleted();
    assert.equal(
      (await history.items()).some((known) => known.id === id),
      false,
    );
  });

  it("that two windows go on with become two chats, and none of them loses an answer", async () => {
    const { conversation, history } = await services();
    await explain("It doubles a number.");
    await history.save();
    const { id } = conversation;
    const other = new ChatStore((await testApi()).storage);
    const theirs = await other.open(id);
    assert.ok(theirs);
    const [turn] = theirs.turns;
    assert.ok(turn);
    assert.ok(await other.save({ ...theirs, turns: [turn, { ...turn, text: "Asked in the other window" }] }));
    await explain("It still doubles a number.");
    await history.save();
    assert.notEqual(conversation.id, id);
    const mine = await other.open(conversation.id);
    assert.deepEqual(
      mine?.turns.map(({ answer }) => answer.text),
      ["It doubles a number.", "It still doubles a number."],
    );
    assert.equal((await other.open(id))?.turns.at(-1)?.text, "Asked in the other window");
    await history.delete(id);
    await history.forgetDeleted();
  });

  async function storedChat(id: string): Promise<{ readonly file: string; readonly text: string }> {
    const { history } = await services();
    await history.items();
    const folder = (await testApi()).storage;
    const file = path.join(folder, "chats", `${id}.json`);
    return { file, text: await readFile(file, "utf8") };
  }
});

function streamed(content: string): string {
  return `data: ${JSON.stringify({ id: "c", model: "m", choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
}

describe("files of a window", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "upshift-files-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const entry: LedgerEntry = ledgerEntrySchema.parse({
    v: 1,
    id: "a",
    request: "r",
    session: "s",
    at: 1,
    task: "explain",
    tier: "mini",
    connection: "c",
    model: "m",
    why: "routed",
    reason: "",
    outcome: "cancelled",
    usage: { input: 1, cacheRead: 0, cacheWrite: 0, output: 1, reasoning: 0, estimated: true },
    cost: { kind: "unknown" },
    totalMs: 1,
  });

  it("book what a window that is gone left running, once, and leave the living alone", async () => {
    const gone = new OpenAttempts(folder, 1_000_001);
    const alive = new OpenAttempts(folder, 1_000_002);
    gone.note(entry);
    gone.note({ ...entry, totalMs: 2 });
    alive.note({ ...entry, id: "b" });
    gone.note({ ...entry, id: "c" });
    await gone.close("c");
    await alive.close("nothing");
    const booked: LedgerEntry[] = [];
    const next = new OpenAttempts(folder, 1_000_003, (pid) => pid === 1_000_002);
    await next.recover(async (found) => void booked.push(found));
    await next.recover(async (found) => void booked.push(found));
    assert.deepEqual(booked, [{ ...entry, totalMs: 2 }]);
    assert.deepEqual(await readdir(path.join(folder, "open-attempts")), ["1000002-b.json"]);
  });

  it("put in the newline that a torn ledger line lacks", async () => {
    const file = new LedgerFile(folder);
    await file.append("2026-11", '{"a":1}');
    await writeFile(path.join(folder, "ledger-2026-11.jsonl"), '{"a":1}\n{"tor', "utf8");
    await file.append("2026-11", '{"b":2}');
    assert.equal(await readFile(path.join(folder, "ledger-2026-11.jsonl"), "utf8"), '{"a":1}\n{"tor\n{"b":2}\n');
  });

  it("leave out a chat that cannot be read", async () => {
    const store = new ChatStore(folder);
    await store.save({ v: 1, id: "good", at: 2, turns: [] });
    for (const [name, text] of [
      ["torn", '{"v":1,'],
      ["old", '{"v":0}'],
      ["random", "\u0000\u0001"],
      ["empty", ""],
    ] as const) {
      await writeFile(path.join(folder, "chats", `${name}.json`), text);
    }
    assert.deepEqual(
      (await store.list()).map(({ id }) => id),
      ["good"],
    );
  });
});
