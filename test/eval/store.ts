import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { CHECK_NAMES } from "../../src/core/cascade/verdict.ts";
import { costSchema } from "../../src/core/ledger/entry.ts";
import { TIER_CHOICES, TIERS } from "../../src/core/models/tier.ts";
import { TASK_KINDS } from "../../src/core/task/kinds.ts";
import { UsageError } from "../../src/cli/seats.ts";

const attemptSchema = z.object({
  tier: z.enum(TIERS),
  model: z.string(),
  /** Name and version of the prompt, as in `fix@1`. */
  prompt: z.string(),
  outcome: z.enum(["accepted", "rejected", "failed", "cancelled"]),
  checked: z.array(z.enum(CHECK_NAMES)),
  outputTokens: z.number(),
  cost: costSchema,
  firstTokenMs: z.number().optional(),
  totalMs: z.number(),
});
export type AttemptFigures = z.infer<typeof attemptSchema>;

/** What became of one task with one pick. `error` = the endpoint failed, which says nothing about the answer. */
const resultSchema = z.object({
  task: z.string(),
  kind: z.enum(TASK_KINDS),
  pick: z.enum(TIER_CHOICES),
  verdict: z.enum(["passed", "failed", "skipped", "error"]),
  why: z.string(),
  attempts: z.array(attemptSchema),
});
export type Result = z.infer<typeof resultSchema>;

/** What a folder holds the run of; a run goes on only with the same. */
const planSchema = z.object({
  v: z.literal(1),
  host: z.string(),
  models: z.record(z.string(), z.string()),
  picks: z.array(z.enum(TIER_CHOICES)),
  checks: z.array(z.enum(CHECK_NAMES)),
});
export type Plan = z.infer<typeof planSchema>;

/** What was sent and answered for one task with one pick: as it went out, so secrets are their placeholders. */
const transcriptSchema = z.object({
  task: z.string(),
  pick: z.enum(TIER_CHOICES),
  /** The answer that stood at the end. */
  text: z.string(),
  verdict: resultSchema.shape.verdict,
  attempts: z.array(
    z.object({
      model: z.string(),
      prompt: z.string(),
      messages: z.array(z.object({ role: z.string(), text: z.string() })),
      text: z.string(),
    }),
  ),
});
export type Transcript = z.infer<typeof transcriptSchema>;

/** The folder of a run. Every result is written when it is known, so that a run which was ended goes on from there. */
export class Store {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(path.join(folder, "transcripts"), { recursive: true });
  }

  get ledgerFile(): string {
    return path.join(this.folder, "ledger.jsonl");
  }

  /** Throws {@link UsageError} when the folder holds a run of something else. */
  begin(plan: Plan): void {
    const file = path.join(this.folder, "plan.json");
    if (!existsSync(file)) {
      writeFileSync(file, `${JSON.stringify(plan, null, 2)}\n`);
      return;
    }
    const known = planSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    if (JSON.stringify(known) === JSON.stringify(plan)) return;
    throw new UsageError(`${this.folder} holds a run with another endpoint, other models, picks or checks.`);
  }

  /** The last result of each task and pick. A line that a killed process left torn is no result. */
  get results(): readonly Result[] {
    const file = path.join(this.folder, "results.jsonl");
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    const results = lines.flatMap((line) => {
      const parsed = resultSchema.safeParse(jsonOf(line));
      return parsed.success ? [parsed.data] : [];
    });
    return [...new Map(results.map((result) => [keyOf(result), result])).values()];
  }

  add(result: Result, transcript: Transcript): void {
    const name = `${keyOf(result).replaceAll("/", ".")}.json`;
    this.write(path.join("transcripts", name), `${JSON.stringify(transcript, null, 2)}\n`);
    appendFileSync(path.join(this.folder, "results.jsonl"), `${JSON.stringify(result)}\n`);
  }

  write(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }

  get transcripts(): readonly Transcript[] {
    const folder = path.join(this.folder, "transcripts");
    return readdirSync(folder)
      .toSorted()
      .map((file) => transcriptSchema.parse(JSON.parse(readFileSync(path.join(folder, file), "utf8"))));
  }
}

export function keyOf({ task, pick }: Pick<Result, "task" | "pick">): string {
  return `${task} ${pick}`;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
