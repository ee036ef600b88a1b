/**
 * Chances of one model over problems of rising ease. Models fail on the same problems: a stronger one solves about four in
 * ten of those on which a weaker one failed, not six (EDIT-Bench, 390 real edits). A plan that took failures for
 * independent would pay for hopeless tries, so every chance is spread over strata of equal weight, hardest first, by a
 * one-factor logistic model.
 */
export type Strata = readonly number[];

/** Quantiles of the standard normal at 10, 30, 50, 70 and 90 %. */
const EASE = [-1.2816, -0.5244, 0, 0.5244, 1.2816] as const;

/** How much the problem decides, against the model. Fitted on the pairs of EDIT-Bench. */
const LOADING = 2.2;

const STEPS = 30;

/** Chances per stratum whose mean is `right`, which is kept between 0.001 and 0.999. */
export function strataOf(right: number): Strata {
  const wanted = Math.min(0.999, Math.max(0.001, right));
  let low = -12;
  let high = 12;
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (mean(spread(middle)) < wanted) low = middle;
    else high = middle;
  }
  return spread((low + high) / 2);
}

function spread(level: number): Strata {
  return EASE.map((ease) => 1 / (1 + Math.exp(-(level + LOADING * ease))));
}

export function mean(strata: Strata): number {
  let sum = 0;
  for (const chance of strata) sum += chance;
  return sum / strata.length;
}
