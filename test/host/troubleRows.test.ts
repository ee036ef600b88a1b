import assert from "node:assert/strict";
import * as vscode from "vscode";
import { reportFailure } from "../../src/extension/actions.ts";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import { setKey } from "../../src/extension/commands/models.ts";
import { runCommand } from "../../src/extension/commands/commands.ts";
import { Keys } from "../../src/extension/secrets.ts";
import type { Services } from "../../src/extension/serviceList.ts";
import type { Failure } from "../../src/core/assist/errors.ts";
import { memento } from "../helpers/memento.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import {
  answering,
  configure,
  connectEndpoint,
  fileUri,
  openFile,
  run,
  selectLines,
  services,
  tidyUp,
} from "./window.ts";

const CODE = "export function double(n: number): number {\n  return n * 2;\n}\n";

/** Rows of the trouble table whose cause lies in what a server cannot take, in a rule, or in this system. */
describe("trouble with a server's limits and with this system", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint({}, { preset: "custom" });
    await configure({
      "models.connections": { test: { preset: "custom", baseUrl: endpoint.baseUrl } },
      "models.mini": "test/demo-mini",
    });
  });
  afterEach(async () => {
    await endpoint.behave();
    await tidyUp();
  });
  after(() => endpoint.close());

  async function explain(): Promise<Turn> {
    selectLines(await openFile("double.ts", CODE), 1, 3);
    return await run("upshift.explain");
  }

  function refuse(status: number, error: object): void {
    endpoint.misbehave({
      match: ({ url }) => url.endsWith("/chat/completions"),
      response: { status, headers: { "content-type": "application/json" }, body: JSON.stringify({ error }) },
    });
  }

  function assertSaid({ answer: { view } }: Turn, sentence: RegExp, actions: readonly string[]): void {
    assert.match(view.notice?.text ?? "", sentence);
    assert.deepEqual(
      view.notice?.actions.map(({ id }) => id),
      actions,
    );
  }

  it("says that a server is overloaded", async () => {
    refuse(529, { type: "overloaded_error", message: "Overloaded" });
    assertSaid(await explain(), /^127\.0\.0\.1:\d+ is overloaded\.$/, ["retry", "choose-model"]);
  });

  it("says which part of a request a server does not take, where the request cannot do without", async () => {
    refuse(400, { message: "Unsupported parameter: 'messages'", param: "messages", code: "unsupported_parameter" });
    const turn = await explain();
    assertSaid(turn, /^127\.0\.0\.1:\d+ does not take "messages"\.$/, ["choose-model", "show-log"]);
  });

  it("says that nothing may leave, and sends nothing", async () => {
    const section = vscode.workspace.getConfiguration("upshift");
    await section.update("privacy.localOnly", true, vscode.ConfigurationTarget.Global);
    const before = endpoint.calls.length;
    try {
      // A server on this computer is local unless its host is said not to be.
      await configure({
        "models.connections": { far: { preset: "custom", baseUrl: "https://models.example/v1" } },
        "models.mini": "far/demo-mini",
      });
      const sentence = /may not leave this computer and no local model is running\.$/;
      assertSaid(await explain(), sentence, ["connect", "open-settings"]);
    } finally {
      await section.update("privacy.localOnly", undefined, vscode.ConfigurationTarget.Global);
      await configure({
        "models.connections": { test: { preset: "custom", baseUrl: endpoint.baseUrl } },
        "models.mini": "test/demo-mini",
      });
    }
    assert.equal(endpoint.calls.length, before);
  });

  it("says that a file is not text, and sends nothing", async () => {
    const { adding, conversation, composer } = await services();
    const uri = fileUri("picture.bin");
    await vscode.workspace.fs.writeFile(uri, new Uint8Array(64));
    adding.added.add(uri);
    const before = endpoint.calls.length;
    try {
      const turn = await conversation.ask(
        {
          ...({ id: crypto.randomUUID(), instruction: "What is this?", origin: "chat", tier: "auto" } as const),
          ...{ anchors: composer.anchors, without: [], history: [] },
        },
        { text: "What is this?", context: "" },
      );
      assertSaid(turn, /^picture\.bin is not text\.$/, ["show-log"]);
      assert.equal(endpoint.calls.length, before);
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });

  it("says that this system keeps no keys, and keeps the key for the window", async () => {
    const { choosing } = await services();
    const failures: Failure[] = [];
    const noKeyring = { ...refusing, onDidChange: new vscode.EventEmitter<vscode.SecretStorageChangeEvent>().event };
    const keys = new Keys(noKeyring, memento());
    await answering("a-key", () => setKey({ ...choosing, keys, report: (failure) => void failures.push(failure) }));
    assert.equal(await keys.get("test", endpoint.baseUrl), "a-key");
    await assertTold(
      failures,
      "This system has no place to store keys safely. The key is kept until this window closes.",
    );
  });

  it("says that Upshift failed, and where the details are", async () => {
    const all = await services();
    const failures: Failure[] = [];
    const broken: Services = { ...all, report: (failure) => void failures.push(failure) };
    await runCommand("upshift.noSuchCommand", [], broken);
    await assertTold(failures, "Upshift failed. The log has the details.");
  });

  /** The one failure, as its message with at least one button. */
  async function assertTold([failure, ...others]: readonly Failure[], sentence: string): Promise<void> {
    const { words } = (await services()).asking;
    assert.ok(failure);
    assert.deepEqual(others, []);
    const [[said, ...buttons] = []] = await answering(undefined, () =>
      reportFailure(failure, words, () => Promise.resolve()),
    );
    assert.equal(said, sentence);
    assert.ok(buttons.length > 0, "no next step");
  }
});

const refusing = {
  get: () => Promise.resolve(undefined),
  keys: () => Promise.resolve([]),
  store: () => Promise.reject(new Error("no keyring")),
  delete: () => Promise.reject(new Error("no keyring")),
};
