import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { AssistDeps } from "../../core/assist/deps.ts";
import { isAssistError, toFailure } from "../../core/assist/errors.ts";
import type { PastMessage } from "../../core/assist/message.ts";
import type { Anchor, AssistRequest } from "../../core/assist/request.ts";
import { priceRange } from "../priceRange.ts";
import { ruleSentences, TASK_NAMES } from "../../core/router/explain.ts";
import { EDIT_TASKS, type TaskKind } from "../../core/task/kinds.ts";
import { TIER_NAMES } from "../../core/models/tier.ts";
import { sumText } from "../../util/costText.ts";
import type { AnswerWords } from "../chat/answerState.ts";
import { anchorsOf, commandAnchors, contextLine } from "../chat/anchors.ts";
import { Conversation, type Flow, type Turn } from "../chat/conversation.ts";
import type { StepView } from "../../protocol/viewState.ts";
import { startOfMention } from "../deep/mentions.ts";
import { previewLayered } from "../../core/deep/layeredFlow.ts";
import type { Debugging, DeepStart } from "../deep/startDebugging.ts";
import { startOfMessage } from "../deep/starts.ts";
import { finishEdit } from "../edits/finishEdit.ts";
import type { Reviews } from "../edits/reviews.ts";
import { escapeMarkdown, PlainMarkdown } from "./plainMarkdown.ts";

export interface ParticipantDeps {
  readonly assist: AssistDeps;
  readonly words: AnswerWords;
  readonly reviews: Reviews;
  /** Plans a refactoring across files, and opens the plan. */
  readonly planning: Flow;
  readonly debugging: Debugging;
  /** The session's cost as one line. */
  readonly costLine: () => string;
}

/** Slash commands that are a task; `/route` and `/cost` ask no model. */
const TASKS: Readonly<Record<string, TaskKind>> = {
  explain: "explain",
  fix: "fix",
  refactor: "refactor",
  tests: "test",
  doc: "document",
  review: "review",
};

/**
 * `@upshift` in VS Code's chat: the same road, the same record, the same review of edits as everywhere else. Never throws:
 * what fails is the result's error, in our words.
 */
export class Participant {
  readonly #deps: ParticipantDeps;

  constructor(deps: ParticipantDeps) {
    this.#deps = deps;
  }

  async handle(
    asked: vscode.ChatRequest,
    context: vscode.ChatContext,
    stream: vscode.ChatResponseStream,
    token: vscode.CancellationToken,
  ): Promise<vscode.ChatResult> {
    if (asked.command === "cost") return this.#showCost(stream);
    try {
      const start = this.#deepStart(asked);
      const deep = await start;
      if (start && !deep) return {};
      if (deep)
        return await this.#answer({ ...deep.request, origin: "participant", tier: "auto" }, stream, token, deep);
      const { reading } = this.#deps.debugging.settings.current;
      const request = { ...requestOf(asked, context), reading };
      return asked.command === "route"
        ? await this.#explainRoute(request, stream)
        : await this.#answer(request, stream, token);
    } catch (error) {
      if (!isAssistError(error)) throw error;
      return { errorDetails: { message: this.#deps.words.notice(toFailure(error)).text } };
    }
  }

  /** A flow that the message starts, by its command or by a trace in it; undefined for a question. */
  #deepStart({ command, prompt }: vscode.ChatRequest): Promise<DeepStart | undefined> | undefined {
    const { debugging } = this.#deps;
    if (command !== undefined) return startOfMention(command, prompt, debugging);
    const pasted = startOfMessage(prompt, debugging);
    return pasted && Promise.resolve(pasted);
  }

  #showCost(stream: vscode.ChatResponseStream): vscode.ChatResult {
    const { t } = this.#deps.words;
    stream.markdown(escapeMarkdown(this.#deps.costLine()));
    stream.button({ command: "upshift.showCost", title: t("Show Cost", {}) });
    return {};
  }

  async #explainRoute(request: AssistRequest, stream: vscode.ChatResponseStream): Promise<vscode.ChatResult> {
    const { words, assist } = this.#deps;
    const { plain, layered } = await previewLayered(request, assist, new AbortController().signal);
    if (layered.type === "blocked") return { errorDetails: { message: words.notice(layered.failure).text } };
    const { decision, pack } = plain.type === "ready" ? plain : layered;
    const because = ruleSentences(layered.decision, words.locale).map((sentence) => words.tell(sentence));
    stream.markdown(`${escapeMarkdown(because.join(" "))}\n\n`);
    for (const candidate of decision.ranked) {
      const { tier, info } = candidate;
      stream.markdown(
        `- **${TIER_NAMES[tier]}** ${escapeMarkdown(`${info.label}, ${priceRange(candidate, words)}`)}\n`,
      );
    }
    for (const { info, reason } of decision.excluded)
      stream.markdown(`- ~~${escapeMarkdown(info.label)}~~ ${escapeMarkdown(words.tell(reason.because))}\n`);
    stream.markdown(
      `\n${words.t("About {tokens} tokens would be sent. Nothing was sent now.", { tokens: pack.tokens })}`,
    );
    return {};
  }

  async #answer(
    request: AssistRequest,
    stream: vscode.ChatResponseStream,
    token: vscode.CancellationToken,
    deep?: DeepStart,
  ): Promise<vscode.ChatResult> {
    const { assist, words, reviews } = this.#deps;
    const conversation = new Conversation(assist, words);
    const cancelled = token.onCancellationRequested(() => conversation.stop());
    const show = new Showing(request, stream, words);
    const listening = conversation.onDidChange((event) => {
      if (event.type === "turn") show.turn(event.turn);
      else if (event.type === "delta") show.delta(event.text);
    });
    try {
      const text = request.instruction === "" ? words.tell(TASK_NAMES[request.task ?? "chat"]) : request.instruction;
      const flow = request.task === "refactor" ? { flow: this.#deps.planning } : {};
      const turn = await conversation.ask(request, deep ?? { text, context: contextLine(request.anchors), ...flow });
      show.end(turn);
      const failure = await finishEdit(turn, reviews, words);
      if (failure) stream.markdown(`\n\n${escapeMarkdown(words.notice(failure).text)}`);
      if (turn.answer.entries.length > 0) {
        const title = words.t("Why This Model?", {});
        stream.button({ command: "upshift.whyThisModel", title, arguments: [turn.answer.entries.at(-1)?.request] });
      }
      const pending = reviews.of(turn.id);
      if (pending) {
        stream.button({
          command: "upshift.openEditDiff",
          title: words.t("Open Diff", {}),
          arguments: [pending.uri],
        });
      }
      const { state, notice, failure: code } = turn.answer.view;
      if (code === "plan-ready" && notice) {
        stream.markdown(`\n\n${escapeMarkdown(notice.text)}`);
        const title = words.t("Carry Out Plan", {});
        stream.button({ command: "upshift.carryOutPlan", title, arguments: [turn.id] });
      }
      return state === "failed" && notice ? { errorDetails: { message: notice.text } } : {};
    } finally {
      listening.dispose();
      cancelled.dispose();
    }
  }
}

/** What a chat response shows of an answer while it is written. It cannot be taken back, so drafts of edits wait. */
class Showing {
  readonly #stream: vscode.ChatResponseStream;
  readonly #words: AnswerWords;
  readonly #waits: boolean;
  #markdown = new PlainMarkdown();
  #attempts = 0;
  #shown = "";
  readonly #told = new Set<string>();

  constructor({ task }: AssistRequest, stream: vscode.ChatResponseStream, words: AnswerWords) {
    this.#stream = stream;
    this.#words = words;
    this.#waits = task !== undefined && EDIT_TASKS.has(task);
  }

  turn({ answer: { view } }: Turn): void {
    this.#steps(view.steps ?? []);
    const last = view.attempts.at(-1);
    if (last && view.attempts.length > this.#attempts) {
      this.#attempts = view.attempts.length;
      const before = view.attempts.at(-2);
      if (before && before.note !== "") this.#stream.progress(before.note);
      this.#stream.progress(this.#words.t("{tier}, {model}", { tier: TIER_NAMES[last.tier], model: last.model }));
      this.#restart();
    }
    // The first piece of an answer comes with its state.
    if (view.text.startsWith(this.#shown)) this.delta(view.text.slice(this.#shown.length));
  }

  /** Steps that have ended, each once. */
  #steps(steps: readonly StepView[]): void {
    for (const { id, state, title } of steps) {
      if (state === "running" || this.#told.has(id)) continue;
      this.#told.add(id);
      this.#stream.progress(title);
    }
  }

  delta(text: string): void {
    this.#shown += text;
    if (!this.#waits) this.#say(this.#markdown.push(text));
  }

  /** The receipt: who answered, at what price, and why. */
  end({ answer: { view } }: Turn): void {
    if (this.#waits) this.#say(this.#markdown.push(view.text));
    this.#say(this.#markdown.end());
    const last = view.attempts.at(-1);
    if (!last) return;
    const facts = [`${TIER_NAMES[last.tier]}, ${last.model}`, sumText(view.cost, this.#words), view.because];
    this.#stream.markdown(`\n\n*${facts.map(escapeMarkdown).join(" · ")}*`);
  }

  /** Another model begins anew; what the first one had shown stays above a line. */
  #restart(): void {
    if (this.#shown === "") return;
    if (!this.#waits) this.#say(`${this.#markdown.end()}\n\n---\n\n`);
    this.#markdown = new PlainMarkdown();
    this.#shown = "";
  }

  #say(text: string): void {
    if (text !== "") this.#stream.markdown(text);
  }
}

function requestOf(asked: vscode.ChatRequest, { history }: vscode.ChatContext): AssistRequest {
  const task = asked.command === undefined ? undefined : TASKS[asked.command];
  const named = asked.references.flatMap(({ value }) => anchorOf(value) ?? []);
  const own = named.length > 0 ? named : task ? commandAnchors() : anchorsOf(vscode.window.activeTextEditor);
  return {
    id: randomUUID(),
    ...(task ? { task } : {}),
    instruction: asked.prompt.trim(),
    origin: "participant",
    tier: "auto",
    anchors: own,
    without: [],
    history: history.flatMap(pastOf),
  };
}

/** A file, or a place in one, that the user attached. */
function anchorOf(value: unknown): Anchor | undefined {
  if (value instanceof vscode.Uri) return { uri: value.toString() };
  if (!(value instanceof vscode.Location)) return undefined;
  const { start, end } = value.range;
  return { uri: value.uri.toString(), lines: { start: start.line + 1, end: end.line + 1 } };
}

function pastOf(turn: vscode.ChatRequestTurn | vscode.ChatResponseTurn): readonly PastMessage[] {
  if (turn instanceof vscode.ChatRequestTurn) return [{ role: "user", text: turn.prompt }];
  const text = turn.response
    .map((part) => (part instanceof vscode.ChatResponseMarkdownPart ? part.value.value : ""))
    .join("");
  return text === "" ? [] : [{ role: "assistant", text }];
}
