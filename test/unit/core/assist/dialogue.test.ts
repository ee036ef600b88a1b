import assert from "node:assert/strict";
import type { AssistEvent } from "../../../../src/core/assist/events.ts";
import type { Dialogue } from "../../../../src/core/assist/message.ts";
import type { AssistRequest } from "../../../../src/core/assist/request.ts";
import { fails, finish, type Move, text, usage } from "../../../helpers/fakeModel.ts";
import { assertInvariants, play, type Played, type Scene } from "../../../helpers/road.ts";

/** Cut in two, so that no scanner of a code host takes this file for a leak. */
const cut = "";
const KEY = `sk-${cut}proj-abcdefghijklmnopqrstuvwxyz0123456789`;
const HIDDEN = "[[upshift-secret-1:openai-key]]";
const call = (json: string): Move => ({ type: "tool-call", id: "call-1", name: "write", arguments: json });

const dialogue = (more: Partial<Dialogue> = {}): Dialogue => ({
  messages: [
    { role: "system", text: "You are an agent." },
    { role: "user", text: "Read the settings.", pictures: [{ mime: "image/png", base64: "AAAA" }] },
    { role: "assistant", text: "", calls: [{ id: "call-0", name: "read", arguments: `{"key":"${KEY}"}` }] },
    { role: "tool", text: `KEY=${KEY}`, answers: "call-0" },
  ],
  tools: [{ name: "write", description: "Writes a file.", parameters: { type: "object" } }],
  mustCall: false,
  ...more,
});

function step(models: Scene["models"], more: Partial<AssistRequest> = {}): Promise<Played> {
  return play({
    models,
    request: { task: "agent-step", origin: "language-model", dialogue: dialogue(), ...more },
  });
}

const callsIn = (events: readonly AssistEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === "tool-call" ? [event.call.arguments] : []));

describe("a dialogue of another program on the road", () => {
  it("goes out as it stands, redacted everywhere, with its tools and pictures", async () => {
    const played = await step({ full: { scripts: [[text("Done."), finish()]] } });
    const pack = played.models.full?.requests[0]?.pack;
    assert.deepEqual(pack?.messages.slice(0, 2), dialogue().messages.slice(0, 2));
    assert.equal(pack?.messages[2]?.calls?.[0]?.arguments, `{"key":"${HIDDEN}"}`);
    assert.equal(pack.messages[3]?.text, `KEY=${HIDDEN}`);
    assert.deepEqual(pack.tools, dialogue().tools);
    assert.equal(
      played.events.some((event) => JSON.stringify(event).includes(KEY)),
      false,
    );
  });

  it("hands over tool calls, to be put back by the listener, and takes them for an answer", async () => {
    const played = await step({
      full: { scripts: [[call(`{"text":"${HIDDEN}"}`), finish({ reason: "tool-calls" })]] },
    });
    assertInvariants(played);
    assert.deepEqual(callsIn(played.events), [`{"text":"${HIDDEN}"}`]);
    const [decided] = played.events;
    assert.ok(decided?.type === "route-decided");
    assert.equal(decided.restore(HIDDEN), KEY);
    assert.equal(played.transcript.at(-1), "answered");
  });

  it("is booked with what the server reported, and by its tool calls where it reported nothing", async () => {
    const told = await step({ full: { scripts: [[call("{}"), finish({ usage: usage(7, 3) })]] } });
    assert.equal(told.entries[0]?.usage.output, 3);
    const untold = await step({ full: { scripts: [[call(`{"text":"${"word ".repeat(40)}"}`), finish()]] } });
    assert.ok((untold.entries[0]?.usage.output ?? 0) > 40);
  });

  it("moves on to another model before any text, like every request", async () => {
    const played = await step({
      full: { scripts: [[fails("overloaded")]] },
      deep: { scripts: [[text("Done."), finish()]] },
    });
    assert.equal(
      played.transcript.join(" / "),
      "routed full / failed overloaded / failed-over deep / text / accepted / answered",
    );
  });

  it("goes to a model that reads pictures", async () => {
    const played = await step({
      full: { scripts: [[text("Blind."), finish()]], info: { images: false } },
      deep: { scripts: [[text("Seen."), finish()]], info: { images: true } },
    });
    assert.equal(played.entries[0]?.tier, "deep");
  });
});
