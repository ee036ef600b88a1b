/** One block of an answer: this text, found exactly once, becomes that. Line ends are `\n`. */
export interface SearchReplaceBlock {
  readonly search: string;
  readonly replace: string;
}

const SEARCH = /^<{5,9} ?SEARCH\s*$/;
const DIVIDER = /^={5,9}\s*$/;
const REPLACE = /^>{5,9} ?REPLACE\s*$/;

/**
 * The search/replace blocks of an answer, in order:
 *
 *     <<<<<<< SEARCH
 *     old lines
 *     =======
 *     new lines
 *     >>>>>>> REPLACE
 *
 * Undefined when a block is begun and not ended as it should be; empty when there are none.
 */
export function searchReplaceBlocks(answer: string): readonly SearchReplaceBlock[] | undefined {
  const blocks: SearchReplaceBlock[] = [];
  let search: string[] | undefined;
  let replace: string[] | undefined;
  for (const line of answer.split(/\r\n|\r|\n/)) {
    if (SEARCH.test(line)) {
      if (search) return undefined;
      search = [];
    } else if (search && !replace && DIVIDER.test(line)) {
      replace = [];
    } else if (search && replace && REPLACE.test(line)) {
      blocks.push({ search: search.join("\n"), replace: replace.join("\n") });
      search = undefined;
      replace = undefined;
    } else {
      (replace ?? search)?.push(line);
    }
  }
  return search ? undefined : blocks;
}
