import { MOVED_CODE } from "./movedCode.ts";
import { NEW_SHAPES } from "./newShapes.ts";
import type { Refactoring } from "./refactoring.ts";

export const REFACTORINGS: readonly Refactoring[] = [...MOVED_CODE, ...NEW_SHAPES];
