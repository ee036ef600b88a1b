import path from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { UsageError } from "../../src/cli/seats.ts";
import { CHECK_NAMES, type CheckName } from "../../src/core/cascade/verdict.ts";
import type { OwnPrices } from "../../src/core/models/ownPrices.ts";
import { PICO_PER_DOLLAR } from "../../src/core/models/money.ts";
import { type Tier, TIER_CHOICES, type TierChoice, TIERS } from "../../src/core/models/tier.ts";
import { VALUE_PRESETS } from "../../src/core/router/value.ts";

/** Checks that need no editor. */
const CHECKS: readonly CheckName[] = CHECK_NAMES.filter((name) => name !== "diagnostics");

export const HELP = `Usage: npm run eval -- [options]
  --base-url URL            an OpenAI-compatible endpoint; without it scripted answers prove the machinery, no AI
  --models mini=…,full=…    what answers in which tier (${TIERS.join(", ")})
  --key-env NAME            the variable that holds the key (UPSHIFT_API_KEY)
  --price MODEL=IN/OUT      US dollars per million tokens, where no list knows the model; may be repeated
  --picks auto,mini,full    who is asked: the router, or one tier alone (auto and every tier that has a model)
  --tasks GLOB              a part of the tasks, as in "fix/*" or "**/py-*"
  --max-usd N               what all attempts may cost together (1); 0 = no cap
  --checks NAMES            what judges answers before they count: ${CHECKS.join(", ")}; tests run the tasks' own tests
  --value USD               what a solved request is worth to the router (${VALUE_PRESETS.balanced})
  --out DIR                 where results go (out/eval/ and the time)
  --resume DIR              goes on with the run that lies there
  --replay DIR              judges the answers that lie there anew; asks no model
`;

export interface Options {
  /** Absent: scripted answers. */
  readonly address?: string;
  readonly models: Readonly<Partial<Record<Tier, string>>>;
  readonly keyEnv: string;
  readonly prices: OwnPrices;
  readonly picks: readonly TierChoice[];
  readonly tasks: string;
  /** Pico-dollars; 0n = no cap. */
  readonly cap: bigint;
  readonly checks: readonly CheckName[];
  readonly valueUsd: number;
  readonly out: string;
  readonly replay?: string;
}

const DEFAULT_CHECKS = ["types", "syntax", "edit", "shape"] as const;
const text = { type: "string" } as const;

/** Reads the command line. Throws {@link UsageError} for what is not understood. */
export function readOptions(args: readonly string[], now: Date): Options {
  const values = parsed(args);
  const models = modelsOf(values.models ?? "");
  const address = values["base-url"];
  if (address !== undefined && Object.keys(models).length === 0) {
    throw new UsageError(`Name the models: --models mini=NAME,full=NAME.\n${HELP}`);
  }
  const seated = address === undefined ? (["mini", "full"] as const) : TIERS.filter((tier) => tier in models);
  const maxUsd = Number(values["max-usd"] ?? 1);
  const valueUsd = Number(values.value ?? VALUE_PRESETS.balanced);
  if (!(maxUsd >= 0) || !(valueUsd >= 0)) throw new UsageError("--max-usd and --value are amounts in US dollars.");
  return {
    ...(address === undefined ? {} : { address }),
    models,
    keyEnv: values["key-env"] ?? "UPSHIFT_API_KEY",
    prices: Object.fromEntries((values.price ?? []).map(priceOf)),
    picks: values.picks === undefined ? ["auto", ...seated] : listOf(values.picks, TIER_CHOICES, "--picks"),
    tasks: values.tasks ?? "**",
    cap: BigInt(Math.round(maxUsd * 1e6)) * BigInt(PICO_PER_DOLLAR / 1e6),
    checks: values.checks === undefined ? DEFAULT_CHECKS : listOf(values.checks, CHECKS, "--checks"),
    valueUsd,
    out: values.resume ?? values.out ?? path.join("out/eval", now.toISOString().slice(0, 19).replaceAll(":", "-")),
    ...(values.replay === undefined ? {} : { replay: values.replay }),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ "base-url": text, models: text, "key-env": text, picks: text, tasks: text, "max-usd": text },
        ...{ checks: text, value: text, out: text, resume: text, replay: text },
        price: { type: "string", multiple: true },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${HELP}`, { cause: error });
  }
}

function modelsOf(list: string): Readonly<Partial<Record<Tier, string>>> {
  const pairs = list.split(",").filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair): [Tier, string] => {
      const at = pair.indexOf("=");
      const tier = TIERS.find((one) => one === pair.slice(0, at).trim());
      const model = pair.slice(at + 1).trim();
      if (tier === undefined || model === "") throw new UsageError(`--models is a list like mini=NAME,full=NAME.`);
      return [tier, model];
    }),
  );
}

const amounts = z.tuple([z.coerce.number().positive(), z.coerce.number().positive()]);

function priceOf(pair: string): [string, { readonly input: number; readonly output: number }] {
  const at = pair.lastIndexOf("=");
  const parsedAmounts = amounts.safeParse(pair.slice(at + 1).split("/"));
  if (at < 1 || !parsedAmounts.success) throw new UsageError("--price is like NAME=0.15/0.60.");
  const [input, output] = parsedAmounts.data;
  return [`env/${pair.slice(0, at)}`, { input, output }];
}

function listOf<T extends string>(list: string, all: readonly T[], option: string): readonly T[] {
  return list.split(",").map((name) => {
    const known = all.find((one) => one === name.trim());
    if (known === undefined) throw new UsageError(`${option} is a list of ${all.join(", ")}.`);
    return known;
  });
}
