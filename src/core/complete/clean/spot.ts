import type { Place, Shape } from "../place.ts";

/** A place as the steps look at it. */
export interface Spot {
  readonly place: Place;
  readonly shape: Shape;
  /** The line of the cursor, before and after it. */
  readonly prefix: string;
  readonly suffix: string;
  /** Leading blanks of that line. */
  readonly indent: string;
  readonly needs: Needs;
}

/** Makes a reply more like what can be inserted; "" = nothing of it can. Pure and total. */
export type Step = (text: string, spot: Spot) => string;

/** The brackets that a place lacks, innermost first. */
export interface Needs {
  /** Open before the cursor, and nothing closes them behind it. */
  readonly closing: readonly string[];
  /** Closed behind the cursor, and nothing opens them before it; named by the closing one. */
  readonly opening: readonly string[];
}
