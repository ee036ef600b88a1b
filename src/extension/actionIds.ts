import { phrase, type Phrase } from "../util/phrase.ts";

/** Next steps that a message may offer. */
export type ActionId =
  | "connect"
  | "start-demo"
  | "find-local"
  | "import-models"
  | "walkthrough"
  | "open-example"
  | "set-key"
  | "test-connection"
  | "choose-model"
  | "use-replacement"
  | "edit-address"
  | "proxy-settings"
  | "retry"
  | "retry-mini"
  | "retry-full"
  | "retry-deep"
  | "retry-local"
  | "ask"
  | "explain"
  | "fix"
  | "test"
  | "open-diff"
  | "revert-edits"
  | "ask-rest"
  | "condense"
  | "carry-out-plan"
  | "open-plan"
  | "keep-answer"
  | "continue"
  | "edit-message"
  | "add-context"
  | "add-command"
  | "trim-context"
  | "use-selection"
  | "select-function"
  | "open-folder"
  | "open-settings"
  | "open-ignore-file"
  | "show-trust"
  | "show-log"
  | "use-full-in-chat"
  | "show-sent"
  | "show-prompt"
  | "edit-routing"
  | "set-price"
  | "set-budget"
  | "dismiss-budget"
  | "raise-today"
  | "use-local"
  | "wait-for-tomorrow"
  | "allow-once"
  | "refresh-prices"
  | "set-test-command"
  | "terminal-settings";

export const ACTION_LABELS: Readonly<Record<ActionId, Phrase>> = {
  connect: phrase("Connect a Model"),
  "start-demo": phrase("Start the Demo"),
  "find-local": phrase("Find Models on This Computer"),
  "import-models": phrase("Import Connections and Models"),
  walkthrough: phrase("Open Walkthrough"),
  "open-example": phrase("Open an Example"),
  "set-key": phrase("Set Key"),
  "test-connection": phrase("Test Connection"),
  "choose-model": phrase("Choose Model"),
  "use-replacement": phrase("Use Its Replacement"),
  "edit-address": phrase("Edit Address"),
  "proxy-settings": phrase("Open Proxy Settings"),
  retry: phrase("Retry"),
  "retry-mini": phrase("Retry with Mini"),
  "retry-full": phrase("Shift Up to Full"),
  "retry-deep": phrase("Retry with Deep"),
  "retry-local": phrase("Retry with Local"),
  ask: phrase("Ask a Question"),
  explain: phrase("Explain"),
  fix: phrase("Fix"),
  test: phrase("Write Tests"),
  "open-diff": phrase("Open Diff"),
  "revert-edits": phrase("Undo"),
  "ask-rest": phrase("Ask Again for These Parts"),
  condense: phrase("Condense and Ask"),
  "carry-out-plan": phrase("Carry Out Plan"),
  "open-plan": phrase("Change Plan"),
  "keep-answer": phrase("Keep This Answer"),
  continue: phrase("Continue"),
  "edit-message": phrase("Edit Message"),
  "add-context": phrase("Add Context"),
  "add-command": phrase("Add Command to Message"),
  "trim-context": phrase("Trim Context"),
  "use-selection": phrase("Use Selection"),
  "select-function": phrase("Select Function"),
  "open-folder": phrase("Open Folder"),
  "open-settings": phrase("Open Setting"),
  "open-ignore-file": phrase("Open Ignore File"),
  "show-trust": phrase("Show Workspace Trust"),
  "show-log": phrase("Show Log"),
  "use-full-in-chat": phrase("Use Full in This Chat"),
  "show-sent": phrase("Show What Was Sent"),
  "show-prompt": phrase("Show Prompt"),
  "edit-routing": phrase("Edit Routing"),
  "set-price": phrase("Set Price"),
  "set-budget": phrase("Change Budget"),
  "dismiss-budget": phrase("Dismiss"),
  "raise-today": phrase("Raise for Today"),
  "use-local": phrase("Use Local"),
  "wait-for-tomorrow": phrase("Wait Until Tomorrow"),
  "allow-once": phrase("Allow Once"),
  "refresh-prices": phrase("Fetch New Prices"),
  "set-test-command": phrase("Set Test Command"),
  "terminal-settings": phrase("Open Terminal Settings"),
};
