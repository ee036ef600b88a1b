import { MissingData } from "./bench.ts";
import { untilCalm } from "./calm.ts";
import { medianOf, type Estimate } from "./stats.ts";

/** One A-B-B-A: ours, floor, floor, ours, so that a drift of the machine weighs on both alike. */
export interface Round<Leg> {
  readonly ours: readonly [Leg, Leg];
  readonly floor: readonly [Leg, Leg];
}

export interface Interleaving<Leg> {
  readonly name: string;
  readonly ours: () => Promise<Leg>;
  readonly floor: () => Promise<Leg>;
  /** What must be alike in the two floor legs of a round; otherwise the machine moved and the round is repeated. */
  readonly steady: readonly ((leg: Leg) => number)[];
  /** Compares outputs; throws when the two did not do the same. */
  readonly compare: (ours: Leg, floor: Leg) => void;
}

export const ROUNDS = 9;
const MOST_ROUNDS = 4 * ROUNDS;
const MOST_SPREAD = 0.2;
const CALM_LIMIT_MS = 5_000;

/** The steady rounds of a measurement; throws when the machine is too restless for {@link ROUNDS} of them. */
export async function interleave<Leg>(plan: Interleaving<Leg>): Promise<readonly Round<Leg>[]> {
  // The first leg of each fills caches and is not counted.
  plan.compare(await plan.ours(), await plan.floor());
  const kept: Round<Leg>[] = [];
  for (let made = 1; kept.length < ROUNDS; made++) {
    if (made > MOST_ROUNDS) {
      throw new MissingData(
        `The machine is too restless to measure ${plan.name}: run it again when nothing else runs.`,
      );
    }
    const round = await makeRound(plan);
    const steady = isSteady(round, plan.steady);
    if (steady) kept.push(round);
    const count = `${plan.name}: round ${kept.length} of ${ROUNDS}`;
    console.log(steady ? count : `${count} is behind, the last one moved too much`);
  }
  return kept;
}

async function makeRound<Leg>(plan: Interleaving<Leg>): Promise<Round<Leg>> {
  const leg = async (run: () => Promise<Leg>): Promise<Leg> => {
    await untilCalm(CALM_LIMIT_MS);
    return run();
  };
  const first = await leg(plan.ours);
  const floor: [Leg, Leg] = [await leg(plan.floor), await leg(plan.floor)];
  const ours: [Leg, Leg] = [first, await leg(plan.ours)];
  for (const index of [0, 1] as const) plan.compare(ours[index], floor[index]);
  return { ours, floor };
}

/** Whether the floor held still within a round. */
export function isSteady<Leg>({ floor: [one, two] }: Round<Leg>, steady: readonly ((leg: Leg) => number)[]): boolean {
  return steady.every((size) => Math.abs(size(one) - size(two)) <= (MOST_SPREAD * (size(one) + size(two))) / 2);
}

/** The median over the rounds of ours ÷ floor. */
export function ratioOf<Leg>(rounds: readonly Round<Leg>[], size: (leg: Leg) => number): Estimate {
  return medianOf(rounds.map((round) => sizeOf(round.ours, size) / sizeOf(round.floor, size)));
}

/** The median over the rounds of ours − floor. */
export function differenceOf<Leg>(rounds: readonly Round<Leg>[], size: (leg: Leg) => number): Estimate {
  return medianOf(rounds.map((round) => sizeOf(round.ours, size) - sizeOf(round.floor, size)));
}

function sizeOf<Leg>(legs: readonly [Leg, Leg], size: (leg: Leg) => number): number {
  return (size(legs[0]) + size(legs[1])) / 2;
}
