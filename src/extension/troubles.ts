import type { ErrorCode } from "../core/assist/errorCodes.ts";
import type { ErrorFacts } from "../core/assist/errors.ts";
import { phrase, type Phrase } from "../util/phrase.ts";
import type { ActionId } from "./actionIds.ts";
import { overBudget } from "./overBudget.ts";
import { planReady } from "./refactor/planReady.ts";

/** One row of the trouble table: what happened, and what the user can do, most useful first. */
export interface Trouble {
  readonly severity: "info" | "warning" | "error";
  readonly icon: string;
  readonly sentence: (facts: ShownFacts) => Phrase;
  readonly actions: readonly ActionId[];
}

/** Facts ready to be put into a sentence. */
export type ShownFacts = Readonly<
  Record<
    | ("host" | "model" | "file" | "setting" | "reason" | "step" | "parameter" | "date" | "replacement")
    | ("time" | "tokens" | "limitTokens" | "size" | "limitSize" | "cost" | "left"),
    string
  >
> & {
  readonly seconds: number;
  readonly known: ErrorFacts;
};

const fixed =
  (text: string) =>
  (facts: ShownFacts): Phrase =>
    phrase(text, { ...facts, known: "" });
const error = (sentence: Trouble["sentence"] | string, ...actions: ActionId[]): Trouble =>
  row("error", "error", sentence, actions);
const offline = (sentence: string, ...actions: ActionId[]): Trouble =>
  row("error", "debug-disconnect", sentence, actions);
const info = (sentence: Trouble["sentence"] | string, ...actions: ActionId[]): Trouble =>
  row("info", "info", sentence, actions);
const warning = (sentence: Trouble["sentence"] | string, ...actions: ActionId[]): Trouble =>
  row("warning", "warning", sentence, actions);

function row(
  severity: Trouble["severity"],
  icon: string,
  sentence: Trouble["sentence"] | string,
  actions: ActionId[],
): Trouble {
  return { severity, icon, sentence: typeof sentence === "string" ? fixed(sentence) : sentence, actions };
}

/** The trouble table: every code has a sentence and a next step. */
export const TROUBLES: Readonly<Record<ErrorCode, Trouble>> = {
  "no-model": error(
    ({ reason, known }) =>
      known.reason ? phrase("No model can answer: {reason}.", { reason }) : phrase("No model is connected."),
    "connect",
    "start-demo",
  ),
  auth: error("{host} did not accept the key.", "set-key", "test-connection"),
  "key-missing": error(
    ({ host, known }) =>
      known.forgetful
        ? phrase("The key for {host} is gone: VS Code in a browser forgets keys when its page is loaded again.", {
            host,
          })
        : phrase("The key for {host} is not stored here. Enter it again.", { host }),
    "set-key",
  ),
  permission: error(
    ({ model, known }) =>
      known.consent === "refused"
        ? phrase("Upshift was not allowed to use {model}. VS Code asks for it when a question is asked.", { model })
        : phrase("This key may not use {model}.", { model }),
    "choose-model",
    "set-key",
  ),
  "model-not-found": error("{host} has no model named {model}.", "choose-model", "set-key"),
  "model-retired": error(
    ({ model, date, replacement, known }) =>
      known.replacement === undefined
        ? phrase("{model} was shut down on {date}.", { model, date })
        : phrase("{model} was shut down on {date}. {replacement} replaces it.", { model, date, replacement }),
    "use-replacement",
    "choose-model",
  ),
  "wrong-url": error(
    "{host} answered with a web page, not with a model. The address may lack /v1.",
    "edit-address",
    "test-connection",
  ),
  unreachable: offline("{host} did not answer.", "retry", "test-connection"),
  certificate: error("The certificate of {host} is not trusted here.", "proxy-settings", "test-connection"),
  proxy: error("The proxy on the way to {host} wants a sign-in.", "proxy-settings", "test-connection"),
  "rate-limit": warning(
    ({ host, time, known }) =>
      known.retryAfterMs === undefined
        ? phrase("{host} is rate limited.", { host })
        : phrase("{host} is rate limited until {time}.", { host, time }),
    "retry",
    "choose-model",
  ),
  overloaded: warning("{host} is overloaded.", "retry", "choose-model"),
  server: error("{host} failed with an internal error.", "retry", "choose-model"),
  billing: error("{host} reports that the credit is used up.", "choose-model", "set-key"),
  "context-too-long": error(
    ({ tokens, limitTokens, model, known }) =>
      known.tokens === undefined
        ? phrase("The message is longer than {model} takes.", { model })
        : known.model === undefined
          ? phrase("The message is {tokens} tokens; {limitTokens} fit.", { tokens, limitTokens })
          : phrase("The message is {tokens} tokens; {model} takes {limitTokens}.", { tokens, model, limitTokens }),
    "trim-context",
    "condense",
    "choose-model",
  ),
  "prompt-cut": warning("{host} cut the prompt: it read {limitTokens} of {tokens} tokens.", "choose-model"),
  filtered: error("{host} filtered this request.", "edit-message", "retry-full"),
  refused: error("{model} declined to answer.", "edit-message", "retry-full"),
  "bad-parameter": error(
    ({ host, parameter, known }) =>
      known.parameter === undefined
        ? phrase("{host} does not take a part of the request.", { host })
        : phrase('{host} does not take "{parameter}".', { host, parameter }),
    "choose-model",
    "show-log",
  ),
  "warming-up": warning("{model} is still loading.", "retry", "retry-mini"),
  timeout: offline("No text for {seconds} s.", "retry", "retry-mini"),
  stalled: offline("No text for {seconds} s. What arrived is kept.", "continue", "retry", "retry-mini"),
  truncated: offline(
    "The connection closed before the answer was complete. What arrived is kept.",
    "continue",
    "retry-mini",
  ),
  "length-limit": warning("The answer reached its length limit.", "continue"),
  empty: error("{model} sent an empty answer.", "retry", "retry-full"),
  "check-failed": warning("Check failed: {reason}.", "retry-full", "retry", "keep-answer"),
  "bad-response": error("{host} sent an answer that cannot be read.", "retry", "show-log"),
  transport: offline("The connection to {host} broke: {reason}.", "retry", "show-log"),
  "over-budget": warning(
    ({ cost, left, known }) => overBudget(known, { cost, left }),
    "retry-mini",
    "raise-today",
    "set-budget",
  ),
  "price-needed": warning("{model} has no price, so the budget cannot be checked.", "set-price", "allow-once"),
  "private-only": error(
    ({ file, known }) =>
      known.file === undefined
        ? phrase("This may not leave this computer and no local model is running.")
        : phrase("{file} may not leave this computer and no local model is running.", { file }),
    "connect",
    "open-settings",
  ),
  "gate-failed": error(
    "The privacy rules could not be applied, so nothing was sent: {reason}.",
    "show-log",
    "open-settings",
  ),
  ignored: error("{file} is kept out by {reason}.", "open-ignore-file", "open-settings"),
  untrusted: warning("Checks that this folder sets up are ignored until you trust it.", "show-trust"),
  "nothing-selected": warning("Select code first, or place the cursor in a function.", "select-function"),
  "no-changes": warning("Git knows of no changes here.", "open-folder"),
  "no-workspace": warning("Open a folder first.", "open-folder"),
  "file-missing": error("{file} is no longer there.", "show-log"),
  "not-text": error("{file} is not text.", "show-log"),
  "too-large": error("{file} is {size}; Upshift reads up to {limitSize}.", "use-selection", "open-settings"),
  "bad-setting": warning("{setting} is not valid: {reason}. The default is used.", "open-settings"),
  "edit-misfit": error(
    ({ reason, known }) =>
      known.reason === undefined
        ? phrase("The edit does not fit the file. Nothing was changed.")
        : phrase("The edit does not fit: {reason}. Nothing was changed.", { reason }),
    "retry",
    "show-log",
  ),
  "edit-partly": warning(
    ({ reason, known }) =>
      (known.count ?? 1) === 1
        ? phrase("A part of the edit was left out: {reason}. The rest waits for review.", { reason })
        : phrase("{count} parts of the edit were left out, the first because of {reason}. The rest waits for review.", {
            count: known.count ?? 0,
            reason,
          }),
    "ask-rest",
    "open-diff",
  ),
  "step-failed": error("{step} could not be done: {reason}. Nothing was changed.", "retry", "show-log"),
  "plan-ready": info(({ reason, known }) => planReady(known.count ?? 1, reason), "carry-out-plan", "open-plan"),
  "plan-empty": info("The plan has no steps. Nothing was sent and nothing was changed.", "open-plan", "retry"),
  "key-storage": warning(
    "This system has no place to store keys safely. The key is kept until this window closes.",
    "set-key",
  ),
  "hidden-characters": warning(
    ({ reason, known }) =>
      known.reason === undefined
        ? phrase("The answer holds characters that nobody sees. Edits leave them out.")
        : phrase("The answer holds characters that nobody sees ({reason}). Edits leave them out.", { reason }),
    "retry",
    "show-log",
  ),
  "ledger-write": warning(
    "The cost record cannot be written: {reason}. Spending is counted until this window closes.",
    "show-log",
  ),
  "file-write": error("{file} could not be written: {reason}.", "show-log"),
  "import-failed": error("{file} could not be imported: {reason}.", "connect", "show-log"),
  "not-reproduced": warning(
    ({ reason, known }) =>
      known.reason === undefined
        ? phrase("The test passes here, so nothing was sent.")
        : phrase("{reason} passes here, so nothing was sent.", { reason }),
    "retry",
    "ask",
  ),
  "flaky-test": warning("The test passes only sometimes, so no fix could be proven. Nothing was sent.", "retry", "ask"),
  "no-test-run": error(
    ({ reason, known }) =>
      known.reason === undefined
        ? phrase("The test could not be run: no command for it is known.")
        : phrase("The test could not be run, because its program is missing: {reason}.", { reason }),
    "set-test-command",
    "ask",
  ),
  "no-trace": warning("There is no stack trace in the clipboard.", "ask"),
  "no-console-trace": warning("There is no stack trace in the debug console.", "ask"),
  "flow-gone": warning("The steps of this answer ended with their window. Start it anew where you started it.", "ask"),
  "no-failed-test": warning(
    ({ reason, known }) =>
      known.reason === undefined
        ? phrase("No failed test was found.")
        : phrase("No failed test was found: {reason}.", { reason }),
    "set-test-command",
    "ask",
  ),
  "nothing-fails": warning("No check fails for {file}, so nothing was sent.", "ask"),
  "needs-trust": warning("Tests run the code of this folder. Trust it first.", "show-trust"),
  "no-shell-integration": warning(
    "VS Code cannot tell the commands of this terminal: its shell integration is off. Select the output instead.",
    "terminal-settings",
    "ask",
  ),
  "no-terminal-command": warning("No command was run in this terminal since the window opened.", "ask"),
  "not-stopped": warning("No program is stopped in the debugger.", "ask"),
  "debugger-late": error("The debugger did not answer within {seconds} s.", "ask", "show-log"),
  internal: error("Upshift failed. The log has the details.", "retry", "show-log"),
};
