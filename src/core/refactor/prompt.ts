import { FORMAT_PROMPTS } from "../prompts/editFormats.ts";
import type { Prompt } from "../prompts/prompt.ts";
import { COMMON } from "../prompts/prompts.ts";
import { MOST_STEP_FILES, MOST_STEPS } from "./plan.ts";

const OPERATIONS = [
  '{"do":"rename","file":path,"symbol":name,"to":new name} renames a symbol everywhere; the editor does it exactly, so never spell a rename out as edits;',
  '{"do":"move","file":path,"symbol":name} takes a declaration of a TypeScript or JavaScript file into a new file of its own, with its imports;',
  '{"do":"imports","file":path} sorts the imports of a file and takes unused ones out;',
  '{"do":"edit","files":[paths],"instruction":text} is written by another model that sees these files and your instruction only.',
].join(" ");

/** Asks a model for the plan of a refactoring; what it answers is read by `readPlan`. */
export const PLAN_PROMPT: Prompt = {
  name: "refactor.plan",
  version: 1,
  system: [
    COMMON,
    "Task: plan a refactoring across files. Do not write the code; write the plan that others carry out.",
    'Answer with one JSON object in one fenced block: {"summary":one or two sentences,"steps":[…]}. Each step is one of these:',
    OPERATIONS,
    `At most ${MOST_STEPS} steps and ${MOST_STEP_FILES} files in a step; put what changes together into one step. Renames, moves and imports are carried out before all edits and give the new names to them. Order edits so that what others depend on comes first.`,
    "Each instruction says exactly what to change, with names and signatures, so that it can be carried out without seeing the other files. A new file is named like any other. Name only files that have to change, by their paths as given. Behaviour that the request does not mention stays.",
  ].join(" "),
  request: "Plan this refactoring.",
  needsCode: true,
  answerTokens: 2_000,
};

const STEP_RULES = [
  "Task: carry out one step of a refactoring that was planned before. Other steps are not yours: what they did is in the files already, what they will do is not your concern.",
  "Change only what the step says. Keep everything else as it is.",
].join(" ");

/** Asks a model to write one step. The region format is replaced by the one that fits the files and the model. */
export const STEP_PROMPT: Prompt = {
  name: "refactor.step",
  version: 1,
  system: `${COMMON} ${STEP_RULES} ${FORMAT_PROMPTS.region}`,
  request: "Carry out this step.",
  needsCode: true,
  answerTokens: 3_000,
};

/** The same where only parts of a long file are shown, or a file is to be made: an edit then has to say where it belongs. */
export const PARTS_PROMPT: Prompt = {
  ...STEP_PROMPT,
  name: "refactor.step.parts",
  system: `${COMMON} ${STEP_RULES} ${FORMAT_PROMPTS["search-replace"]}`,
};
