import type { ContextItem } from "../context/item.ts";
import type { EditFormat } from "../edits/fileEdit.ts";
import { EDIT_TASKS, type TaskKind } from "../task/kinds.ts";
import type { Prompt } from "./prompt.ts";

const WHOLE_LINES = "Never abbreviate code with comments such as '... rest of code ...'.";
const KEEP = "Keep names, formatting and behaviour that the request does not mention.";

/** How an edit is to be written down, one text per format. A change of words is a new version of {@link FORMATS_VERSION}. */
export const FORMAT_PROMPTS: Readonly<Record<EditFormat, string>> = {
  region: `Give the complete replacement for the selected code in one fenced code block, with its indentation, ready to paste. ${WHOLE_LINES} ${KEEP}`,
  "search-replace": [
    "Write each change as a block: the path of the file alone on a line, then a line <<<<<<< SEARCH, lines quoted from the file exactly, a line =======, the lines that take their place, a line >>>>>>> REPLACE.",
    "Quote just enough lines to be found once in the file. To make a new file leave the quoted part empty.",
    WHOLE_LINES,
    KEEP,
  ].join(" "),
  "apply-patch": [
    "Write all changes as one patch: a line *** Begin Patch; for each file a line *** Update File: path, *** Add File: path or *** Delete File: path; within an updated file a line @@ followed by a line that stands above, then three lines of context with a space before each, removed lines with -, added lines with +; at the end a line *** End Patch.",
    WHOLE_LINES,
    KEEP,
  ].join(" "),
  "unified-diff": `Write all changes as one unified diff in a fenced block, with --- and +++ lines and at least three lines of context around each change, quoted exactly. ${WHOLE_LINES} ${KEEP}`,
  "whole-file": `Give each file that changes in full: its path alone on a line, then all of its lines in one fenced code block. ${WHOLE_LINES} ${KEEP}`,
};

const FORMATS_VERSION = 1;

/** What a request is about, as far as the format of its answer depends on it. */
export interface EditShape {
  readonly task: TaskKind;
  /** Files whose code was selected. */
  readonly files: number;
  /** Lines of the largest selection. */
  readonly lines: number;
}

export function shapeOf(task: TaskKind, items: readonly ContextItem[]): EditShape {
  const selections = items.filter(({ kind }) => kind === "selection");
  return {
    task,
    files: new Set(selections.map(({ path }) => path)).size,
    lines: Math.max(0, ...selections.map(({ text }) => text.split("\n").length)),
  };
}

interface FormatRow {
  /** Against the model's name; absent = every model, also an unknown one. */
  readonly model?: RegExp;
  readonly fits: (shape: EditShape) => boolean;
  readonly format: EditFormat;
}

/** Above this a model writes a large part of its answer only to repeat what stays. */
const MOST_REGION_LINES = 120;
/** Small models lose their way in quoting; a short file costs little to write in full. */
const MOST_WHOLE_LINES = 60;

/** The line where something fails is seldom the one that has to change, so an edit for a bug may lie anywhere. */
const isOne = ({ files, task }: EditShape): boolean => files <= 1 && task !== "debug";

/** First row that fits. Models that were trained on a patch format of their own get it for everything beyond one place. */
const ROWS: readonly FormatRow[] = [
  { fits: (shape) => isOne(shape) && shape.lines <= MOST_REGION_LINES, format: "region" },
  { model: /(?:^|\/)(?:gpt-(?:4\.1|5)|o[34](?:-|$)|codex)/i, fits: () => true, format: "apply-patch" },
  {
    model: /(?:[:-](?:[1-9]|1[0-4])b\b|haiku|nano|gemma|phi-?[34])/i,
    fits: ({ lines, task }) => lines <= MOST_WHOLE_LINES && task !== "debug",
    format: "whole-file",
  },
  { fits: () => true, format: "search-replace" },
];

/** The format that a model is asked for; without a model the one that every model can write. */
export function formatFor(shape: EditShape, model = ""): EditFormat {
  const row = ROWS.find(({ model: pattern, fits }) => (pattern?.test(model) ?? true) && fits(shape));
  return row?.format ?? "search-replace";
}

/** The prompt of a task with its answer in a format; the prompt itself where it asks for no edit. */
export function promptIn(prompt: Prompt, task: TaskKind, format: EditFormat): Prompt {
  const isEdit = EDIT_TASKS.has(task) && prompt.system.includes(FORMAT_PROMPTS.region);
  if (!isEdit || format === "region") return prompt;
  return {
    ...prompt,
    name: `${prompt.name}.${format}`,
    version: prompt.version * 100 + FORMATS_VERSION,
    system: prompt.system.replace(FORMAT_PROMPTS.region, FORMAT_PROMPTS[format]),
  };
}
