/*
 * Refactorings of `test/fixtures/deep` over several files: what is asked for, the plan of the model that plans, and what
 * the models that write make of each step. The repository's own tests stay as they are and have to pass.
 */

/** A piece of a file and what takes its place; an empty piece makes the file. */
export interface Piece {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface WrittenStep {
  readonly instruction: string;
  readonly right: readonly Piece[];
  /** What mini writes, where it does not know it; absent = it does. */
  readonly wrong?: readonly Piece[];
}

export interface Refactoring {
  readonly id: string;
  readonly goal: string;
  readonly steps: readonly WrittenStep[];
  /** Nobody knows it: full writes what mini writes. */
  readonly never?: true;
  /** What the files hold afterwards, and what they do not. */
  readonly holds: readonly (readonly [file: string, pattern: RegExp])[];
  readonly holdsNot: readonly (readonly [file: string, pattern: RegExp])[];
}

export const at = (file: string, from: string, to: string): Piece => ({ file: `src/${file}.ts`, from, to });
export const made = (file: string, text: string): Piece => at(file, "", text);

export const CART_MONEY = 'import type { Cents } from "./money.ts";';
