import * as vscode from "vscode";
import type { PrepareDeps } from "../../core/assist/deps.ts";
import { preview } from "../../core/assist/preview.ts";
import type { AssistRequest } from "../../core/assist/request.ts";
import { TIER_NAMES, type TierChoice } from "../../core/models/tier.ts";
import { priceRange } from "../priceRange.ts";
import type { Words } from "../words.ts";

/**
 * Always ask: shows who may answer, with chance and price, before anything is sent. What was picked counts as an explicit
 * pick; undefined = the user gave up.
 */
export async function askTier(
  request: AssistRequest,
  deps: PrepareDeps,
  words: Words,
): Promise<TierChoice | undefined> {
  const found = await preview(request, deps, new AbortController().signal);
  // What is in the way is told by the request itself, in its place.
  if (found.type === "blocked" || found.decision.ranked.length === 0) return request.tier;
  const { ranked, plan } = found.decision;
  const first = plan.order[0];
  const items = ranked.map(({ tier, info, estimate, outlook }) => ({
    label: TIER_NAMES[tier],
    description: info.label,
    detail: words.t("About {percent}% likely to be right, {price}, about {seconds} s", {
      percent: Math.round(outlook.chance.right * 100),
      price: priceRange({ estimate, outlook }, words),
      seconds: Math.max(1, Math.round(outlook.ms / 1_000)),
    }),
    picked: tier === first?.tier,
    tier,
  }));
  const title = words.t("Which tier is to answer?", {});
  const ordered = [...items.filter(({ picked }) => picked), ...items.filter(({ picked }) => !picked)];
  return (await vscode.window.showQuickPick(ordered, { title, ignoreFocusOut: true }))?.tier;
}
