import * as z from "zod";
import { chargeOf } from "../../../src/core/models/price.ts";
import { createPriceEngine } from "../../../src/engines/prices/genaiPrices.ts";
import { mapBilled, mapUsage } from "../../../src/providers/mapUsage.ts";
import { dollars } from "../decimals.ts";
import { judgeEach, type CaseSet } from "../cases.ts";

const BilledCase = z.object({ id: z.string(), model: z.string(), rawUsage: z.looseObject({ cost: z.number() }) });

/** The answers were recorded around this day. */
const AT = Date.UTC(2025, 10, 6, 12);
const engine = createPriceEngine();

const judge = judgeEach(BilledCase, ({ model, rawUsage }) => {
  const usage = mapUsage(rawUsage);
  const price = engine.find({ provider: "openrouter", model, at: AT });
  const billed = mapBilled(rawUsage);
  if (!usage || !price || billed === undefined) return { verdict: "refused", why: "no usage, price or bill" };
  const { input, output, calls } = chargeOf(price, usage);
  const computed = input + output + calls;
  const gave = { computed: dollars(computed), billed: dollars(billed) };
  if (computed === billed) return { verdict: "passed", gave };
  return { verdict: "failed", why: `computed ${gave.computed}, billed ${gave.billed}`, gave };
});

/**
 * Answers that say what was charged for them, against what we would have computed: the one oracle that no price list is
 * the source of.
 */
export const billed: CaseSet = {
  folder: "cases/cost",
  files: {
    "genai-prices-usages.json": async (cases, folder) =>
      judge(
        cases.filter((one) => BilledCase.safeParse(one).success),
        folder,
      ),
  },
  companions: ["genai-prices-rates.json"],
};
