import type * as vscode from "vscode";
import type { ChatView } from "../chat/chatView.ts";
import { FLOW_WORDS } from "../deep/flowWords.ts";
import { pickTyped } from "../pickTyped.ts";
import { ownCommands } from "../prompts.ts";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";

interface CommandRow extends vscode.QuickPickItem {
  /** What the message begins with then. */
  readonly text: string;
}

/** Add Command to Message: a list of what a message may begin with, our flows and the user's own prompts. */
export async function addCommand({
  chat,
  settings,
  words,
}: {
  readonly chat: ChatView;
  readonly settings: SettingsService;
  readonly words: Words;
}): Promise<void> {
  const rowOf = (name: string, description: string): CommandRow => ({
    ...{ label: `/${name}`, description, text: `/${name} ` },
  });
  const { row, typed } = await pickTyped({
    placeholder: words.t("Choose what the message begins with", {}),
    near: Object.entries(FLOW_WORDS).map(([name, sentence]) => rowOf(name, words.tell(sentence))),
    // Behind a word of ours stands our flow, whoever else uses it.
    far: ownCommands(settings).then((own) =>
      own.flatMap(({ name, description }) => (Object.hasOwn(FLOW_WORDS, name) ? [] : rowOf(name, description))),
    ),
  });
  await chat.reveal(true);
  if (row || typed !== "") chat.setDraft(row?.text ?? `/${typed}`);
}
