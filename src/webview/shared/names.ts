import * as l10n from "@vscode/l10n";
import type { CheckName } from "../../core/cascade/verdict.ts";
import type { Depth, Tier, TierChoice } from "../../core/models/tier.ts";
import type { TaskKind } from "../../core/task/kinds.ts";

export function tierName(tier: TierChoice): string {
  const names: Readonly<Record<TierChoice, string>> = {
    auto: l10n.t("Auto"),
    mini: l10n.t("Mini"),
    full: l10n.t("Full"),
    deep: l10n.t("Deep"),
    local: l10n.t("Local"),
  };
  return names[tier];
}

export function taskName(task: TaskKind): string {
  const names: Readonly<Record<TaskKind, string>> = {
    complete: l10n.t("Complete"),
    explain: l10n.t("Explain"),
    fix: l10n.t("Fix"),
    debug: l10n.t("Debug"),
    refactor: l10n.t("Refactor"),
    edit: l10n.t("Edit"),
    test: l10n.t("Tests"),
    document: l10n.t("Document"),
    review: l10n.t("Review"),
    commit: l10n.t("Commit message"),
    chat: l10n.t("Chat"),
    "agent-step": l10n.t("Agent step"),
  };
  return names[task];
}

export function checkName(check: CheckName): string {
  const names: Readonly<Record<CheckName, string>> = {
    tests: l10n.t("tests"),
    types: l10n.t("types"),
    diagnostics: l10n.t("problems"),
    syntax: l10n.t("syntax"),
    edit: l10n.t("edit"),
    shape: l10n.t("shape"),
  };
  return names[check];
}

/** Tiers in the order in which they stand everywhere. */
export const TIER_ORDER: readonly Tier[] = ["mini", "full", "deep", "local"];
export const DEPTHS: readonly Depth[] = ["mini", "full", "deep"];
