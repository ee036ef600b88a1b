import type { Message } from "../../src/core/assist/message.ts";
import type { ReadingLimits } from "../../src/core/tools/reader.ts";
import { say } from "../../src/util/phrase.ts";
import { finish, type Move, type Script, usage } from "./fakeModel.ts";
import type { FakeReader } from "./fakeReader.ts";
import { play, type Played, type Scene } from "./road.ts";

export const PLENTY: ReadingLimits = { steps: 10, tokens: 1_000_000, pico: 1e15 };

export const call = (name: string, input: object, id = `call-${name}`): Move => ({
  type: "tool-call",
  id,
  name,
  arguments: JSON.stringify(input),
});
export const calls = (...moves: readonly Move[]): Script => [
  ...moves,
  finish({ reason: "tool-calls", usage: usage(100, 10) }),
];
export const READ = call("read_file", { path: "src/a.ts" });

interface Extra extends Omit<Scene, "models"> {
  readonly limits?: Partial<ReadingLimits>;
  readonly models?: Scene["models"];
}

/** One question of a chat whose mini model reads. */
export function ask(
  scripts: readonly Script[],
  reader: FakeReader,
  { limits = {}, ...more }: Extra = {},
): Promise<Played> {
  return play({
    models: { mini: { scripts } },
    ...more,
    request: { origin: "chat", instruction: "What is a?", reading: { ...PLENTY, ...limits }, ...more.request },
    deps: { reader, ...more.deps },
  });
}

export const sent = (played: Played, index: number): readonly Message[] =>
  played.models.mini?.requests[index]?.pack.messages ?? [];
export const toolTexts = (played: Played, index: number): readonly string[] =>
  sent(played, index).flatMap(({ role, text: words }) => (role === "tool" ? [words] : []));
export const steps = ({ events }: Played): readonly string[] =>
  events.flatMap((event) => (event.type === "step" ? [`${say(event.step.title)}: ${event.step.state}`] : []));
