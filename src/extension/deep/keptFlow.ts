import * as z from "zod/mini";

const command = z.object({ line: z.string(), exitCode: z.optional(z.int()) });
const output = z.object({
  type: z.literal("output"),
  text: z.string(),
  left: z.optional(z.int()),
  name: z.enum(["clipboard", "terminal", "console", "debugger", "message"]),
  command: z.optional(command),
});

/**
 * What a flow works on, as plain data: a chat that is opened again can run it anew. `home` is the URI of the folder where
 * commands run. What changes meanwhile (commands, errors, texts) is looked up by each run.
 */
export const keptFlowSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("test"), home: z.string(), file: z.string(), titles: z.array(z.string()) }),
  z.object({ kind: z.literal("output"), home: z.string(), task: output }),
  z.object({ kind: z.literal("checks"), home: z.string(), file: z.string() }),
  z.object({ kind: z.literal("plan") }),
  z.object({ kind: z.literal("condense") }),
  /** A flow of what ended with its window. */
  z.object({ kind: z.literal("gone") }),
]);

export type KeptFlow = z.infer<typeof keptFlowSchema>;
