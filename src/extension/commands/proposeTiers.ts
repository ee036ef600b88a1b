import * as vscode from "vscode";
import { lifeOf } from "../../core/models/lifecycle.ts";
import type { Preset } from "../../core/models/presets.ts";
import type { Price } from "../../core/models/price.ts";
import { type ModelPrices, resolveConnection, resolveModel } from "../../core/models/resolve.ts";
import { type OfferedSet, offeredSets } from "../../core/models/tierSets.ts";
import { TIER_NAMES, type Tier } from "../../core/models/tier.ts";
import type { ConnectionSetting, SettingKey } from "../../core/settings.ts";
import { costText } from "../../util/costText.ts";
import { formatDate } from "../../util/format.ts";
import type { Listings } from "../listings.ts";
import type { Words } from "../words.ts";

export interface Offer {
  readonly name: string;
  readonly preset: Preset;
  readonly setting: ConnectionSetting;
  /** Names as the endpoint lists them. */
  readonly models: readonly string[];
  readonly prices: ModelPrices;
  readonly listings?: Listings;
}

type Tiers = Readonly<Partial<Record<Tier, string>>>;

/** The tiers that an endpoint's models can take, proposed by the preset; absent ones the user may choose by hand. */
export function proposal({ preset, models }: Pick<Offer, "preset" | "models">): Tiers {
  const listed = new Set(models);
  if (preset.local) return models[0] === undefined ? {} : { local: models[0] };
  const first = (wanted: readonly string[]): string | undefined => wanted.find((model) => listed.has(model));
  const { mini, full, deep } = preset.proposal;
  const found = { mini: first(mini), full: first(full), deep: first(deep) };
  return Object.fromEntries(Object.entries(found).filter(([, model]) => model !== undefined));
}

/** Lets the user accept or change the proposal; the settings to write, or undefined when they gave up. */
export async function proposeTiers(
  offer: Offer,
  current: Tiers,
  words: Words,
): Promise<Partial<Record<SettingKey, string>> | undefined> {
  let chosen: Tiers = { ...proposal(offer) };
  for (;;) {
    const picked = await vscode.window.showQuickPick(rows(offer, chosen, current, words), {
      title: words.t("Models for the tiers", {}),
      placeHolder: placeHolder(offer, chosen, words),
      ignoreFocusOut: true,
    });
    if (!picked) return undefined;
    if (picked.set) {
      chosen = picked.set;
      continue;
    }
    if (picked.tier === undefined) return settingsOf(offer.name, chosen);
    const model = await pickModel(offer, picked.tier, words);
    if (model !== undefined) chosen = { ...chosen, [picked.tier]: model };
  }
}

function placeHolder({ preset }: Offer, chosen: Tiers, { t }: Words): string {
  if (preset.editor)
    return t("Accept, or pick a tier; with the first question VS Code asks whether Upshift may use its model", {});
  return Object.keys(chosen).length === 0
    ? t("Pick a tier to choose its model; one is enough to begin", {})
    : t("Accept, or pick a tier to change its model", {});
}

interface Row extends vscode.QuickPickItem {
  readonly tier?: Tier;
  /** Takes these models for all tiers. */
  readonly set?: Tiers;
}

function rows(offer: Offer, chosen: Tiers, current: Tiers, words: Words): Row[] {
  const tiers: readonly Tier[] = offer.preset.local ? ["local", "mini", "full"] : ["mini", "full", "deep"];
  const lines = tiers.map((tier): Row => {
    const model = chosen[tier];
    const kept = current[tier];
    const description = model
      ? `${model}  ${priceText(offer, model, words)}`
      : kept
        ? words.t("stays {model}", { model: kept })
        : words.t("no model", {});
    return { label: TIER_NAMES[tier], description, tier };
  });
  const accept: Row = {
    label: `$(check) ${words.t("Accept", {})}`,
    detail: words.t("Written to your user settings; change them any time", {}),
  };
  const sets = offeredSets(offer.models).map((set) => setRow(set, words));
  return Object.keys(chosen).length === 0 ? [...lines, ...sets] : [accept, ...lines, ...sets];
}

/** A ready set, with a warning of the model in it whose end comes first. */
function setRow({ name, tiers, firstToGo }: OfferedSet, words: Words): Row {
  const { t, locale } = words;
  const { id: model = "", shutdown = "", replacement } = firstToGo ?? {};
  const facts = { model, date: shutdown === "" ? "" : formatDate(shutdown, locale) };
  const warning =
    shutdown === ""
      ? undefined
      : replacement === undefined
        ? t("Its maker ends {model} on {date}", facts)
        : t("Its maker ends {model} on {date}; {replacement} replaces it", { ...facts, replacement });
  return {
    label: `$(history) ${name}`,
    description: Object.values(tiers).join(", "),
    ...(warning === undefined ? {} : { detail: warning }),
    set: tiers,
  };
}

async function pickModel(offer: Offer, tier: Tier, words: Words): Promise<string | undefined> {
  const items = offer.models.map((model) => ({ label: model, description: priceText(offer, model, words) }));
  const picked = await vscode.window.showQuickPick(items, {
    title: words.t("Model for {tier}", { tier: TIER_NAMES[tier] }),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.label;
}

/** `$0.10 in, $0.50 out per million tokens`, and the model's end where it is near or past. */
function priceText({ name, setting, prices, listings }: Offer, model: string, words: Words): string {
  const connection = resolveConnection(name, setting);
  const listed = listings?.of(connection.baseUrl, model);
  const info = resolveModel(model, connection, setting, { prices, listed });
  const price = tariffText(info.price, words);
  const life = lifeOf(info, Date.now());
  if (info.shutdownDate === undefined || life === "listed") return price;
  const date = formatDate(info.shutdownDate, words.locale);
  return life === "ended"
    ? words.t("{price} · shut down by its maker on {date}", { price, date })
    : words.t("{price} · until {date}", { price, date });
}

export function tariffText(price: Price, words: Words): string {
  if (price.kind !== "listed" && price.kind !== "simulated") return costText(price, words);
  const million = (pico: number): string => costText({ kind: "priced", pico: pico * 1_000_000 }, words);
  return words.t("{input} in, {output} out per million tokens", {
    input: million(price.rates.input),
    output: million(price.rates.output),
  });
}

function settingsOf(name: string, chosen: Tiers): Partial<Record<SettingKey, string>> {
  return Object.fromEntries(Object.entries(chosen).map(([tier, model]) => [`models.${tier}`, `${name}/${model}`]));
}
