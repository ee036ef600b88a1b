import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { AssistDeps } from "../../core/assist/deps.ts";
import { AssistError, type Failure } from "../../core/assist/errors.ts";
import type { AssistRequest } from "../../core/assist/request.ts";
import { pricesOf } from "../../core/deep/priceOf.ts";
import { carryOutFlow, planFlow } from "../../core/deep/refactorFlow.ts";
import type { Planned } from "../../core/deep/refactorPorts.ts";
import { type RefactorScene, sceneOf } from "../../core/deep/refactorScene.ts";
import type { TierChoice } from "../../core/models/tier.ts";
import { planText, readPlanText } from "../../core/refactor/planText.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { phrase } from "../../util/phrase.ts";
import { anchorsOf, contextLine } from "../chat/anchors.ts";
import type { Flow, Turn } from "../chat/conversation.ts";
import type { Asking } from "../commands/ask.ts";
import { homeOf } from "../context/places.ts";
import { PLAN_SCHEME, PlanFiles, type StoredPlan } from "./planFiles.ts";
import { planPrice, PlanView } from "./planView.ts";
import { createRefactorPorts, type RefactorParts } from "./ports.ts";

export interface RefactoringDeps extends RefactorParts {
  readonly assist: AssistDeps;
  readonly memory: vscode.Memento;
}

/** Refactorings across files: from an instruction to a plan, from a plan to edits under one review. */
export class Refactorings implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #deps: RefactoringDeps;
  readonly #files: PlanFiles;
  readonly #view: PlanView;

  constructor(deps: RefactoringDeps) {
    this.#deps = deps;
    this.#files = this.#store.add(new PlanFiles(deps.memory));
    this.#store.add(vscode.workspace.registerFileSystemProvider(PLAN_SCHEME, this.#files, { isCaseSensitive: true }));
    this.#view = this.#store.add(new PlanView(this.#files, (plan) => this.#pricing(plan), deps.words));
  }

  /** Asks what to change where that is not said, then plans it in the chat and opens the plan. */
  async start(asking: Asking, instruction = "", wanted?: TierChoice): Promise<Turn | undefined> {
    if (!folderOf(vscode.window.activeTextEditor?.document.uri)) {
      asking.report({ code: "no-workspace", facts: {} });
      return undefined;
    }
    const anchors = anchorsOf(vscode.window.activeTextEditor);
    const goal = instruction.trim() || ((await this.#askGoal())?.trim() ?? "");
    if (goal === "") return undefined;
    const request: AssistRequest = {
      ...{ id: randomUUID(), task: "refactor", instruction: goal, origin: "command" },
      ...{ ...asking.composer.choice, anchors, without: [], history: [], reading: asking.composer.reading },
    };
    const tier = wanted ?? (await asking.chooseTier(request));
    if (tier === undefined) return undefined;
    await asking.chat.reveal(false);
    const text = this.#deps.words.t("Refactor across files: {goal}", { goal });
    const shown = { text, context: contextLine(anchors), flow: this.planning, kept: { kind: "plan" } as const };
    return await asking.conversation.ask({ ...request, tier }, shown);
  }

  /** The flow that makes a plan and opens it. */
  readonly planning: Flow = (request, deps, signal) => {
    const folder = folderOf(request.anchors[0] && vscode.Uri.parse(request.anchors[0].uri));
    if (!folder) throw new AssistError("no-workspace");
    const ports = createRefactorPorts(this.#deps, folder);
    return planFlow({ request, deps, signal }, ports, (planned, scene) => this.#show(planned, scene, folder));
  };

  /** Shows the plan of an answer, or the one named by a document, again. */
  async open(named: unknown): Promise<void> {
    const plan = this.#planAt(named);
    if (plan) await this.#openDocument(plan);
  }

  /** Carries out what is ticked in a plan, as it stands in its document now. */
  async carryOut(named: unknown, asking: Asking): Promise<Turn | undefined> {
    const plan = this.#planAt(named);
    const folder = plan && folderOf(vscode.Uri.parse(plan.folder));
    if (!plan || !folder) {
      asking.report({ code: "file-missing", facts: { file: this.#deps.words.t("The plan", {}) } });
      return undefined;
    }
    const uri = this.#uriOf(plan);
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    const { lines, checks, faults } = readPlanText(open?.getText() ?? plan.text);
    if (faults.length > 0) {
      await this.#openDocument(plan);
      await vscode.commands.executeCommand("editor.action.marker.next");
      return undefined;
    }
    if (open?.isDirty) await open.save();
    const steps = lines.filter(({ wanted }) => wanted).map(({ step }) => step);
    const wantedChecks = checks.filter(({ wanted }) => wanted).map(({ name }) => name);
    const ports = createRefactorPorts(this.#deps, folder);
    const flow: Flow = (request, deps, signal) =>
      carryOutFlow({ goal: plan.goal, steps, leftOut: [], checks: wantedChecks }, { request, deps, signal }, ports);
    const request: AssistRequest = {
      ...{ id: randomUUID(), task: "refactor", instruction: plan.goal, origin: "command" },
      ...{ ...asking.composer.choice, anchors: [], without: [], history: [] },
    };
    await asking.chat.reveal(false);
    const text = this.#deps.words.t("Carry out the plan: {goal}", { goal: plan.goal });
    const turn = await asking.conversation.ask(request, { text, context: "", flow, kept: { kind: "gone" } });
    if (turn.answer.view.state === "done") await this.#close(plan);
    return turn;
  }

  /** Takes a plan away; nothing was changed by it. */
  async discard(named: unknown): Promise<void> {
    const plan = this.#planAt(named);
    if (plan) await this.#close(plan);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #askGoal(): Promise<string | undefined> {
    const { t } = this.#deps.words;
    return await vscode.window.showInputBox({
      ignoreFocusOut: true,
      title: t("Refactor across files", {}),
      placeHolder: t("Rename Entry to Node, and make the store async", {}),
      prompt: t("A plan is made first, and opened for you to change; nothing is edited before you carry it out", {}),
    });
  }

  async #show({ plan }: Planned, scene: RefactorScene, folder: vscode.WorkspaceFolder): Promise<Failure> {
    const { words } = this.#deps;
    const { request } = scene;
    const prices = await pricesOf(plan, scene);
    this.#view.note(plan.steps, prices);
    const text = planText(plan, {
      ...{ title: phrase("Refactoring plan"), leftOut: phrase("Left out:"), tell: (sentence) => words.tell(sentence) },
      help: phrase(
        "Untick or delete a step that you do not want, change its words, or add a line like it. Nothing is changed before you carry the plan out.",
      ),
    });
    const stored = { id: request.id, goal: plan.goal, folder: folder.uri.toString(), text };
    await this.#files.keep(stored);
    await this.#openDocument(stored);
    return plan.steps.length === 0
      ? { code: "plan-empty", facts: {} }
      : { code: "plan-ready", facts: { count: plan.steps.length, reason: planPrice(prices, words) } };
  }

  async #openDocument(plan: StoredPlan): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#uriOf(plan));
    await vscode.window.showTextDocument(document, { preview: false });
  }

  async #close(plan: StoredPlan): Promise<void> {
    const uri = this.#uriOf(plan).toString();
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
    if (open?.isDirty) await open.save();
    const tabs = vscode.window.tabGroups.all
      .flatMap((group) => [...group.tabs])
      .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri);
    await vscode.window.tabGroups.close(tabs, true);
    await this.#files.forget(plan.id);
  }

  /** Of an answer or a document; else the one in front, else the newest. */
  #planAt(named: unknown): StoredPlan | undefined {
    if (typeof named === "string") return this.#files.find(named);
    const uri = named instanceof vscode.Uri ? named : vscode.window.activeTextEditor?.document.uri;
    return (uri && this.#files.at(uri)) ?? (named === undefined ? this.#files.newest : undefined);
  }

  #uriOf({ id }: StoredPlan): vscode.Uri {
    return PlanFiles.uriOf(id, this.#deps.words.t("Refactoring plan", {}));
  }

  #pricing(plan: StoredPlan): RefactorScene | undefined {
    const folder = folderOf(vscode.Uri.parse(plan.folder));
    if (!folder) return undefined;
    const { assist } = this.#deps;
    const request: AssistRequest = {
      ...{ id: plan.id, task: "refactor", instruction: plan.goal, origin: "command", tier: "auto" },
      ...{ anchors: [], without: [], history: [] },
    };
    const scene = { request, deps: assist, signal: new AbortController().signal };
    return sceneOf(scene, createRefactorPorts(this.#deps, folder));
  }
}

/** The folder of a place, else the first of the workspace. */
function folderOf(uri: vscode.Uri | undefined): vscode.WorkspaceFolder | undefined {
  const own = uri && vscode.workspace.getWorkspaceFolder(homeOf(uri));
  return own ?? vscode.workspace.workspaceFolders?.[0];
}
