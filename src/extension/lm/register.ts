import * as vscode from "vscode";
import type { Services } from "../serviceList.ts";

/**
 * Upshift as a source of models and as `@upshift` in VS Code's chat. Only the names are registered; what is behind them
 * loads when somebody asks. Hosts without these parts of the API go without.
 */
export function registerInChat(services: () => Promise<Services>): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.lm.registerLanguageModelChatProvider("upshift", models(services)),
    participant(services),
  );
}

function models(services: () => Promise<Services>): vscode.LanguageModelChatProvider {
  const changed = new vscode.EventEmitter<void>();
  let provider: Promise<Services["languageModels"]> | undefined;
  const load = (): Promise<Services["languageModels"]> =>
    (provider ??= services().then(({ languageModels }) => {
      languageModels.onDidChangeLanguageModelChatInformation(() => changed.fire());
      return languageModels;
    }));
  return {
    onDidChangeLanguageModelChatInformation: changed.event,
    provideLanguageModelChatInformation: async () => (await load()).provideLanguageModelChatInformation(),
    provideLanguageModelChatResponse: async (model, ...rest) =>
      await (await load()).provideLanguageModelChatResponse(model, ...rest),
    provideTokenCount: async (model, text) => await (await load()).provideTokenCount(model, text),
  };
}

function participant(services: () => Promise<Services>): vscode.Disposable {
  const made = vscode.chat.createChatParticipant(
    "upshift.upshift",
    async (...args) => await (await services()).participant.handle(...args),
  );
  made.iconPath = new vscode.ThemeIcon("arrow-circle-up");
  return made;
}
