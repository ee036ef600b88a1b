import * as vscode from "vscode";
import { pricesOf, type StepPrice } from "../../core/deep/priceOf.ts";
import type { RefactorScene } from "../../core/deep/refactorScene.ts";
import { type CostSum, sumCosts } from "../../core/models/money.ts";
import { TIER_NAMES } from "../../core/models/tier.ts";
import type { PlanStep } from "../../core/refactor/plan.ts";
import { type PlanLine, readPlanText } from "../../core/refactor/planText.ts";
import { costText, sumText } from "../../util/costText.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { phrase, type Phrase } from "../../util/phrase.ts";
import type { Words } from "../words.ts";
import { PLAN_SCHEME, PlanFiles, type StoredPlan } from "./planFiles.ts";

const SETTLE_MS = 300;

/** Makes what prices are found by: texts are read anew, because files change while a plan is looked at. */
export type SceneFor = (plan: StoredPlan) => RefactorScene | undefined;

/** A plan document while it is looked at: prices above its steps, one line that carries it out, bad lines marked. */
export class PlanView implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly #faults = this.#store.add(vscode.languages.createDiagnosticCollection("upshift-plan"));
  readonly #prices = new Map<string, StepPrice>();
  readonly #files: PlanFiles;
  readonly #sceneFor: SceneFor;
  readonly #words: Words;
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(files: PlanFiles, sceneFor: SceneFor, words: Words) {
    this.#files = files;
    this.#sceneFor = sceneFor;
    this.#words = words;
    const { workspace, languages } = vscode;
    this.#store.add(languages.registerCodeLensProvider({ scheme: PLAN_SCHEME }, this));
    // Lenses are not read aloud; a hover is.
    this.#store.add(
      languages.registerHoverProvider(
        { scheme: PLAN_SCHEME },
        { provideHover: (document, position) => this.#hover(document, position) },
      ),
    );
    this.#store.add(workspace.onDidOpenTextDocument((document) => this.#look(document)));
    this.#store.add(workspace.onDidChangeTextDocument(({ document }) => this.#look(document)));
    this.#store.add(workspace.onDidCloseTextDocument(({ uri }) => this.#faults.delete(uri)));
    this.#store.add({ dispose: () => clearTimeout(this.#timer) });
    for (const document of workspace.textDocuments) this.#look(document);
  }

  /** Prices that are known already, so that they need not be asked for again. */
  note(steps: readonly PlanStep[], prices: readonly StepPrice[]): void {
    for (const [index, step] of steps.entries()) {
      const price = prices[index];
      if (price) this.#prices.set(JSON.stringify(step), price);
    }
    this.#changed.fire();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const { lines } = readPlanText(document.getText());
    const top = new vscode.Range(0, 0, 0, 0);
    const wanted = lines.filter((line) => line.wanted);
    const carryOut = wanted.length === 0 ? this.#words.t("Nothing Is Ticked", {}) : this.#carryOutText(wanted);
    return [
      new vscode.CodeLens(top, {
        title: carryOut,
        command: wanted.length === 0 ? "" : "upshift.carryOutPlan",
        arguments: [document.uri],
      }),
      new vscode.CodeLens(top, {
        title: this.#words.t("Discard", {}),
        command: "upshift.discardPlan",
        arguments: [document.uri],
      }),
      ...lines.map(({ line, step, wanted: ticked }) => {
        const title = ticked ? this.#priceText(step) : this.#words.t("Left out", {});
        return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command: "" });
      }),
    ];
  }

  dispose(): void {
    this.#store.dispose();
  }

  #carryOutText(lines: readonly PlanLine[]): string {
    const count = lines.length;
    const prices = lines.map(({ step }) => this.#prices.get(JSON.stringify(step)));
    const cost = prices.every((price) => price !== undefined) ? planPrice(prices, this.#words) : "…";
    return count === 1
      ? this.#words.t("$(play) Carry Out 1 Step, {cost}", { cost })
      : this.#words.t("$(play) Carry Out {count} Steps, {cost}", { count, cost });
  }

  #priceText(step: PlanStep): string {
    const price = this.#prices.get(JSON.stringify(step));
    if (!price) return "…";
    if (step.kind !== "edit") return this.#words.t("By the editor, no charge", {});
    const expected = costText(price.expected, this.#words, { estimate: true });
    if (!price.tier) return expected;
    const [tier, most] = [TIER_NAMES[price.tier], costText(price.most, this.#words, { bare: true })];
    return price.most.kind === "priced" || price.most.kind === "simulated"
      ? this.#words.t("{tier}, {expected}, at most {most}", { tier, expected, most })
      : this.#words.t("{tier}, {expected}", { tier, expected });
  }

  #hover(document: vscode.TextDocument, { line: at }: vscode.Position): vscode.Hover | undefined {
    const { lines } = readPlanText(document.getText());
    const own = lines.findLast(({ line }) => line <= at);
    const text = at === 0 ? this.#carryOutText(lines.filter(({ wanted }) => wanted)) : own && this.#priceText(own.step);
    return text === undefined ? undefined : new vscode.Hover(text.replace("$(play) ", ""));
  }

  #look(document: vscode.TextDocument): void {
    if (document.uri.scheme !== PLAN_SCHEME) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // Without rules that can be read there is no price; carrying it out says why.
      void this.#read(document).catch(() => this.#changed.fire());
    }, SETTLE_MS);
  }

  async #read(document: vscode.TextDocument): Promise<void> {
    const { lines, faults } = readPlanText(document.getText());
    this.#faults.set(
      document.uri,
      faults.map(({ line, because }) => this.#problem(document, line, because)),
    );
    const fresh = lines.map(({ step }) => step).filter((step) => !this.#prices.has(JSON.stringify(step)));
    const plan = this.#files.at(document.uri);
    const scene = plan && fresh.length > 0 ? this.#sceneFor(plan) : undefined;
    if (plan && scene) this.note(fresh, await pricesOf({ goal: plan.goal, steps: fresh, leftOut: [] }, scene));
    else this.#changed.fire();
  }

  #problem(document: vscode.TextDocument, line: number, because: Phrase): vscode.Diagnostic {
    const range = document.lineAt(Math.min(line, document.lineCount - 1)).range;
    const text = this.#words.tell(phrase("This step cannot be read: {reason}.", { reason: because }));
    const problem = new vscode.Diagnostic(range, text, vscode.DiagnosticSeverity.Warning);
    problem.source = "Upshift";
    return problem;
  }
}

/** What all steps are expected to cost; a lower bound where one has no price. */
export function planPrice(prices: readonly (StepPrice | undefined)[], words: Words): string {
  const sum: CostSum = sumCosts(prices.map((price) => price?.expected ?? { kind: "unknown" }));
  return sumText(sum, words, { estimate: true, room: true });
}
