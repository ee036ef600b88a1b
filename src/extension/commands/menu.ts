import * as vscode from "vscode";
import type { TierChoice } from "../../core/models/tier.ts";
import { DEPTHS, TIER_CHOICES, TIER_NAMES } from "../../core/models/tier.ts";
import type { Composer } from "../chat/composer.ts";
import { localOnlyEverywhere } from "../context/gates.ts";
import type { Completions } from "../inline/completions.ts";
import { spendLine } from "../inline/whyNoSuggestion.ts";
import { PAUSE_MINUTES } from "../inline/pause.ts";
import type { Models } from "../models.ts";
import { openSetting } from "../openSettings.ts";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";

export interface MenuDeps {
  readonly composer: Composer;
  readonly words: Words;
  /** `today ≥ $1.24`, for the cost row. */
  readonly costLine: () => string;
  readonly models: Models;
  readonly settings: SettingsService;
  readonly completions: Completions;
}

interface MenuItem extends vscode.QuickPickItem {
  readonly run?: () => unknown;
}

/** The menu behind the status-bar item; its right column carries the current value. Without a model it begins with the ways to one. */
export async function showMenu(deps: MenuDeps): Promise<void> {
  const { t } = deps.words;
  const [now, models, help] = [nowRows(deps), modelRows(deps), helpRows(deps)];
  const separator = (label: string): MenuItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items =
    deps.models.setup === "none" ? [...models, separator(""), ...now] : [...now, separator(t("models", {})), ...models];
  const picked = await vscode.window.showQuickPick([...items, separator(t("help", {})), ...help], { title: "Upshift" });
  await picked?.run?.();
}

const command = (id: string) => (): unknown => vscode.commands.executeCommand(id);

function nowRows(deps: MenuDeps): readonly MenuItem[] {
  const { t } = deps.words;
  return [
    {
      label: `$(law) ${t("Tier: {tier}", { tier: tierName(deps.composer.choice.tier, deps.words) })}`,
      run: () => pickTier(deps),
    },
    { label: `$(graph) ${t("Show Cost", {})}`, description: deps.costLine(), run: command("upshift.showCost") },
    { label: `$(credit-card) ${t("Set Budget", {})}`, run: command("upshift.setBudget") },
    { label: `$(info) ${t("Why This Model?", {})}`, run: command("upshift.whyThisModel") },
    deps.completions.pause.on
      ? { label: `$(debug-start) ${t("Resume Completions", {})}`, run: command("upshift.resumeCompletions") }
      : {
          label: `$(debug-pause) ${t("Pause Completions for {minutes} Minutes", { minutes: PAUSE_MINUTES })}`,
          run: command("upshift.pauseCompletions"),
        },
    localOnlyRow(deps),
  ];
}

/** Local-only mode of the user; what the folder holds on is only shown. */
function localOnlyRow({ settings, words: { t } }: MenuDeps): MenuItem {
  const turn = (value: true | undefined) => () => settings.write({ "privacy.localOnly": value });
  if (settings.current.privacy.localOnly)
    return { label: `$(shield) ${t("Turn Off Local Only", {})}`, run: turn(undefined) };
  if (localOnlyEverywhere(settings) === undefined)
    return {
      label: `$(shield) ${t("Turn On Local Only", {})}`,
      description: t("models on this computer and no others", {}),
      run: turn(true),
    };
  return {
    label: `$(shield) ${t("Local Only", {})}`,
    description: t("on by the settings of this workspace", {}),
    run: () => openSetting("upshift.privacy.localOnly"),
  };
}

function modelRows({ models, words: { t } }: MenuDeps): readonly MenuItem[] {
  const connect = { label: `$(plug) ${t("Connect a Model", {})}`, run: command("upshift.connect") };
  const start = { label: `$(beaker) ${t("Start the Demo", {})}`, run: command("upshift.startDemo") };
  if (models.setup === "none") return [connect, start];
  return [
    connect,
    { label: `$(settings) ${t("Choose Models for the Tiers", {})}`, run: command("upshift.chooseModels") },
    { label: `$(pulse) ${t("Test Connection", {})}`, run: command("upshift.testConnection") },
    ...(models.demoStarted ? [{ label: `$(beaker) ${t("End the Demo", {})}`, run: command("upshift.endDemo") }] : []),
  ];
}

function helpRows({ completions, words }: MenuDeps): readonly MenuItem[] {
  const { t } = words;
  return [
    {
      label: `$(question) ${t("Why No Suggestion?", {})}`,
      description: spendLine(completions.spend.report, words),
      run: command("upshift.whyNoSuggestion"),
    },
    { label: `$(output) ${t("Show Log", {})}`, run: command("upshift.showLog") },
    { label: `$(clippy) ${t("Copy Diagnostics", {})}`, run: command("upshift.copyDiagnostics") },
    { label: `$(book) ${t("Open Walkthrough", {})}`, run: command("upshift.openWalkthrough") },
  ];
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
