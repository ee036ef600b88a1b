import * as vscode from "vscode";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { gatherRecent, type Recent } from "../../core/ledger/recent.ts";
import { newestFirst, requestsOf } from "../../core/ledger/request.ts";
import { startOfMonth } from "../../core/ledger/time.ts";
import { TIER_NAMES } from "../../core/models/tier.ts";
import type { Clock } from "../../core/ports.ts";
import { TASK_NAMES } from "../../core/router/explain.ts";
import { sumText } from "../../util/costText.ts";
import { formatMoment } from "../../util/format.ts";
import type { Words } from "../words.ts";
import type { CostDocuments } from "./costDocuments.ts";
import { requestsText } from "./requestText.ts";

export interface ExplainDeps {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly words: Words;
  readonly documents: CostDocuments;
  /** Shows the answer of a request with its decision open; false where this window has no such answer. */
  readonly showAnswer: (request: string) => boolean;
}

/** A comment that is an answer, or a part of one. */
export interface AnswerComment extends vscode.Comment {
  readonly request: string;
}

/** Requests that are offered where none is named. */
const MOST_OFFERED = 50;

/**
 * Why This Model: the answer where it is in the chat, else what was booked of it, whatever surface asked; a run of
 * completions is shown whole. `named` = a request's id, or a comment of ours; without one the latest are offered.
 */
export async function explainRequest(named: unknown, deps: ExplainDeps): Promise<void> {
  const request = requestIn(named);
  if (request !== undefined && deps.showAnswer(request)) return;
  const lines = await recentLines(deps);
  const line =
    request === undefined
      ? await pickLine(lines.slice(0, MOST_OFFERED), deps)
      : lines.find(({ records }) => records.some((record) => record.request === request));
  if (!line) return;
  const [{ request: id, last }] = line.records;
  if (request === undefined && deps.showAnswer(id)) return;
  const { words, documents } = deps;
  const name = words.tell(TASK_NAMES[last.task]);
  await documents.open(words.t("Cost of {task}", { task: name }), request ?? id, requestsText(line.records, words));
}

function requestIn(named: unknown): string | undefined {
  if (typeof named === "string") return named;
  const isAnswer = typeof named === "object" && named !== null && "request" in named;
  return isAnswer && typeof named.request === "string" ? named.request : undefined;
}

async function recentLines({ ledger, clock }: ExplainDeps): Promise<readonly Recent[]> {
  const start = Math.min(startOfMonth(clock.now()), ...ledger.session.map(({ at }) => at));
  return gatherRecent(newestFirst(requestsOf(await ledger.since(start))), Number.MAX_SAFE_INTEGER);
}

interface LineItem extends vscode.QuickPickItem {
  readonly line?: Recent;
}

async function pickLine(lines: readonly Recent[], { words }: ExplainDeps): Promise<Recent | undefined> {
  const { t, tell, locale } = words;
  const items = lines.map((line): LineItem => {
    const { last } = line.records[0];
    const facts = [TIER_NAMES[last.tier], last.model, sumText(line.cost, words), formatMoment(last.at, locale)];
    return { label: tell(TASK_NAMES[last.task]), description: facts.join(" · "), detail: last.reason, line };
  });
  const none: LineItem = { label: t("Nothing was asked this month.", {}) };
  const picked = await vscode.window.showQuickPick(items.length > 0 ? items : [none], {
    title: t("Why This Model?", {}),
    matchOnDescription: true,
  });
  return picked?.line;
}
