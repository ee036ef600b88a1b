import type { CostSum } from "../core/models/money.ts";
import type { CostSumView } from "../protocol/viewState.ts";

/** A sum for the webview, which cannot take bigint over its wire. */
export function sumView({ pico, simulatedPico, ...counts }: CostSum): CostSumView {
  return { ...counts, pico: String(pico), simulatedPico: String(simulatedPico) };
}
