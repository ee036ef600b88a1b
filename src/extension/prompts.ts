import * as vscode from "vscode";
import { commandIn, readPromptFile } from "../core/prompts/promptFile.ts";
import { promptText } from "../core/prompts/promptText.ts";
import { shortHash } from "../util/shortHash.ts";
import type { Conversation } from "./chat/conversation.ts";
import { readIfThere } from "./context/disk.ts";
import type { SettingsService } from "./settings.ts";
import { isKeptOut } from "./tools/places.ts";
import type { Words } from "./words.ts";

/** A command of the user's own: from the settings, or a prompt file of the workspace. */
export interface OwnCommand {
  readonly name: string;
  readonly description: string;
  readonly text: string;
}

/** What is asked for a message, and what it is called in the cost record. */
export interface Asked {
  readonly instruction: string;
  readonly promptId?: string;
}

const ENDING = ".prompt.md";
const MOST_FILES = 100;
const MOST_BYTES = 256 * 1_024;

/**
 * The user's own commands. Those of the settings go before prompt files of the same name; prompt files are read in trusted
 * workspaces only, and not where a rule keeps them out.
 */
export async function ownCommands(settings: SettingsService): Promise<readonly OwnCommand[]> {
  const own = Object.entries(settings.current.prompts.commands).map(([name, text]) => ({
    name,
    text,
    description: "",
  }));
  const files = vscode.workspace.isTrusted ? await promptFiles(settings) : [];
  return [...own, ...files.filter(({ name }) => !own.some((known) => known.name === name))];
}

async function promptFiles(settings: SettingsService): Promise<readonly OwnCommand[]> {
  const uris = await vscode.workspace.findFiles(`**/*${ENDING}`, "**/node_modules/**", MOST_FILES);
  const found = await Promise.all(
    uris
      .toSorted((a, b) => (a.path < b.path ? -1 : 1))
      .map(async (uri): Promise<OwnCommand | undefined> => {
        if (await isKeptOut(uri, settings)) return undefined;
        const bytes = await readIfThere(uri);
        if (!bytes || bytes.length > MOST_BYTES) return undefined;
        const { description, text } = readPromptFile(new TextDecoder().decode(bytes));
        const name = (uri.path.split("/").at(-1) ?? "").slice(0, -ENDING.length);
        return text === "" ? undefined : { name, description, text };
      }),
  );
  return found.flatMap((command) => command ?? []);
}

/** What a message asks for: of `/name and more` the words of that command, then the rest; every other message itself. */
export async function askedBy(message: string, settings: SettingsService): Promise<Asked> {
  const named = commandIn(message);
  const command = named && (await ownCommands(settings)).find(({ name }) => name === named.name);
  return named && command ? askedFor(command, named.rest) : { instruction: message };
}

function askedFor({ name, text }: OwnCommand, rest: string): Asked {
  const instruction = rest === "" ? text : `${text}\n\n${rest}`;
  return { instruction, promptId: `command-${name}-${shortHash(text)}` };
}

/** Run Own Prompt: lets the user choose one; gives the message that asks for it. */
export async function chooseCommand(settings: SettingsService, words: Words): Promise<string | undefined> {
  const commands = await ownCommands(settings);
  if (commands.length === 0) {
    const none = words.t("There are no prompts of your own yet.", {});
    const open = words.t("Open Setting", {});
    if ((await vscode.window.showInformationMessage(none, open)) === open)
      await vscode.commands.executeCommand("workbench.action.openSettings", "upshift.prompts.own");
    return undefined;
  }
  const items = commands.map(({ name, description, text }) => ({
    label: `/${name}`,
    detail: description === "" ? text.slice(0, 200).replace(/\s+/g, " ") : description,
  }));
  return (await vscode.window.showQuickPick(items, { title: words.t("Run a prompt of your own", {}) }))?.label;
}

/** Opens a read-only text; the second word tells texts of one name apart. */
type OpenText = (name: string, id: string, text: string) => Promise<void>;

/** Show Prompt: what the last try of an answer was told, redacted as it was sent. */
export async function showPrompt(
  turn: string,
  {
    conversation,
    words,
    open,
  }: { readonly conversation: Conversation; readonly words: Words; readonly open: OpenText },
): Promise<void> {
  const payload = conversation.sent(turn);
  const known = conversation.turns.find(({ id }) => id === turn)?.answer.entries.at(-1)?.prompt;
  const text = payload
    ? promptText(payload, words.tell)
    : words.t("The words are kept until the window closes, and not after. {prompt}", { prompt: known ?? "" });
  await open(`${words.t("Prompt", {})}.md`, turn, text);
}
