/** One request of a pair: what the cheaper and the dearer model make of it. */
export interface PairRow {
  readonly id: string;
  readonly group: string;
  readonly kind: string;
  readonly mini: number;
  readonly full: number;
  readonly miniUsd: number;
  readonly fullUsd: number;
}

/** How good an order of sending requests to the full model is; share 0 = nobody, 1 = everybody. */
export interface CurveFigures {
  /** Area under the recovered share of the gap; a random order has 0.5. Absent where the full model is no better. */
  readonly apgr?: number;
  /** Smallest share of full calls that recovers 50, 80, 95 % of the gap. */
  readonly cpt: Readonly<Record<"50" | "80" | "95", number | undefined>>;
  /** Most saved at 95, 98, 99, 100 % of the full model's quality. */
  readonly saved: Readonly<Record<"95" | "98" | "99" | "100", number | undefined>>;
  readonly area: number;
  readonly best: number;
}

const TINY = 1e-12;

/** Quality and cost after each further request of `order` went to the full model. */
export function curveOf(order: readonly PairRow[]): {
  readonly quality: readonly number[];
  readonly usd: readonly number[];
} {
  const count = order.length;
  const quality = [order.reduce((sum, { mini }) => sum + mini, 0) / count];
  const usd = [order.reduce((sum, { miniUsd }) => sum + miniUsd, 0) / count];
  for (const { mini, full, miniUsd, fullUsd } of order) {
    quality.push((quality.at(-1) ?? 0) + (full - mini) / count);
    usd.push((usd.at(-1) ?? 0) + (fullUsd - miniUsd) / count);
  }
  return { quality, usd };
}

export function figuresOf(order: readonly PairRow[]): CurveFigures {
  const { quality, usd } = curveOf(order);
  const count = order.length;
  const low = quality[0] ?? 0;
  const high = quality.at(-1) ?? 0;
  const full = usd.at(-1) ?? 1;
  const recovered = quality.map((value) => (value - low) / (high - low));
  const trapezoid = (values: readonly number[], width: (index: number) => number): number =>
    values.slice(1).reduce((sum, value, index) => sum + ((value + (values[index] ?? 0)) / 2) * width(index), 0);
  const cpt = (share: number): number | undefined => {
    const at = recovered.findIndex((value) => value >= share - TINY);
    return high > low && at >= 0 ? at / count : undefined;
  };
  const saved = (share: number): number | undefined => {
    const found = usd.filter((_, index) => (quality[index] ?? 0) >= high * share - TINY);
    return found.length === 0 ? undefined : 1 - Math.min(...found) / full;
  };
  const span = (full - (usd[0] ?? 0)) / full;
  return {
    ...(high > low ? { apgr: trapezoid(recovered, () => 1 / count) } : {}),
    cpt: { "50": cpt(0.5), "80": cpt(0.8), "95": cpt(0.95) },
    saved: { "95": saved(0.95), "98": saved(0.98), "99": saved(0.99), "100": saved(1) },
    area: trapezoid(quality, (index) => ((usd[index + 1] ?? 0) - (usd[index] ?? 0)) / full) / span,
    best: Math.max(...quality),
  };
}

/** Saved when the share of full calls is chosen on one half and used on the other, both ways; with the quality reached. */
export function splitHalf(
  order: readonly PairRow[],
  target: number,
  inFirst: (row: PairRow) => boolean,
): { readonly saved: number; readonly quality: number } {
  const halves = [order.filter(inFirst), order.filter((row) => !inFirst(row))] as const;
  const runs = [[halves[0], halves[1]] as const, [halves[1], halves[0]] as const].map(([chosen, used]) => {
    const { quality } = curveOf(chosen);
    const high = quality.at(-1) ?? 0;
    const at = Math.max(
      0,
      quality.findIndex((value) => value >= high * target - TINY),
    );
    const step = Math.round((at / chosen.length) * used.length);
    const { quality: reached, usd } = curveOf(used);
    return { saved: 1 - (usd[step] ?? 0) / (usd.at(-1) ?? 1), quality: (reached[step] ?? 0) / (reached.at(-1) ?? 1) };
  });
  const mean = (pick: (run: { saved: number; quality: number }) => number): number =>
    runs.reduce((sum, run) => sum + pick(run), 0) / runs.length;
  return { saved: mean(({ saved }) => saved), quality: mean(({ quality }) => quality) };
}
