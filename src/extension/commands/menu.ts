import * as vscode from "vscode";
import type { TierChoice } from "../../core/models/tier.ts";
import { DEPTHS, TIER_CHOICES, TIER_NAMES } from "../../core/models/tier.ts";
import type { Composer } from "../chat/composer.ts";
import type { Completions } from "../inline/completions.ts";
import { spendLine } from "../inline/whyNoSuggestion.ts";
import { PAUSE_MINUTES } from "../inline/pause.ts";
import type { Words } from "../words.ts";

export interface MenuDeps {
  readonly composer: Composer;
  readonly words: Words;
  /** `today ≥ $1.24`, for the cost row. */
  readonly costLine: () => string;
  readonly demo: () => boolean;
  readonly completions: Completions;
}

interface MenuItem extends vscode.QuickPickItem {
  readonly run?: () => unknown;
}

/** The menu behind the status-bar item; its right column carries the current value. */
export async function showMenu(deps: MenuDeps): Promise<void> {
  const { t } = deps.words;
  const command = (id: string) => () => vscode.commands.executeCommand(id);
  const items: MenuItem[] = [
    {
      label: `$(law) ${t("Tier: {tier}", { tier: tierName(deps.composer.choice.tier, deps.words) })}`,
      run: () => pickTier(deps),
    },
    { label: `$(graph) ${t("Show Cost", {})}`, description: deps.costLine(), run: command("upshift.showCost") },
    { label: `$(info) ${t("Why This Model?", {})}`, run: command("upshift.whyThisModel") },
    deps.completions.pause.on
      ? { label: `$(debug-start) ${t("Resume Completions", {})}`, run: command("upshift.resumeCompletions") }
      : {
          label: `$(debug-pause) ${t("Pause Completions for {minutes} Minutes", { minutes: PAUSE_MINUTES })}`,
          run: command("upshift.pauseCompletions"),
        },
    { label: t("models", {}), kind: vscode.QuickPickItemKind.Separator },
    { label: `$(plug) ${t("Connect a Model", {})}`, run: command("upshift.connect") },
    { label: `$(settings) ${t("Choose Models for the Tiers", {})}`, run: command("upshift.chooseModels") },
    { label: `$(pulse) ${t("Test Connection", {})}`, run: command("upshift.testConnection") },
    ...(deps.demo() ? [{ label: `$(beaker) ${t("End the Demo", {})}`, run: command("upshift.endDemo") }] : []),
    { label: t("help", {}), kind: vscode.QuickPickItemKind.Separator },
    {
      label: `$(question) ${t("Why No Suggestion?", {})}`,
      description: spendLine(deps.completions.spend.report, deps.words),
      run: command("upshift.whyNoSuggestion"),
    },
    { label: `$(output) ${t("Show Log", {})}`, run: command("upshift.showLog") },
    { label: `$(clippy) ${t("Copy Diagnostics", {})}`, run: command("upshift.copyDiagnostics") },
    { label: `$(book) ${t("Open Walkthrough", {})}`, run: command("upshift.openWalkthrough") },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: "Upshift" });
  await picked?.run?.();
}

async function pickTier({ composer, words }: MenuDeps): Promise<void> {
  const { tier, depth } = composer.choice;
  const now = (isNow: boolean): Pick<MenuItem, "description"> => (isNow ? { description: words.t("now", {}) } : {});
  const items: MenuItem[] = [
    ...TIER_CHOICES.map((choice) => ({
      label: tierName(choice, words),
      ...now(choice === tier),
      run: () => composer.choose(choice),
    })),
    { label: words.t("how far up Auto may go", {}), kind: vscode.QuickPickItemKind.Separator },
    ...DEPTHS.map((choice) => ({
      label: words.t("Up to {tier}", { tier: TIER_NAMES[choice] }),
      ...now(choice === depth),
      run: () => composer.limit(choice),
    })),
  ];
  const picked = await vscode.window.showQuickPick(items, { title: words.t("Tier for this chat", {}) });
  picked?.run?.();
}

function tierName(choice: TierChoice, { t }: Words): string {
  return choice === "auto" ? t("Auto", {}) : TIER_NAMES[choice];
}
