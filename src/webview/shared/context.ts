import * as l10n from "@vscode/l10n";
import type { CostWords } from "../../util/costText.ts";
import type { Translate } from "../../util/phrase.ts";

export const translate: Translate = (text, args) => l10n.t(text, args);

/** The reader's language for everything that turns figures into text. */
export function wordsFor(locale: string): CostWords {
  return { t: translate, locale };
}

/** Takes over the host's bundle and language; called before the first render. */
export function useLanguage(strings: Readonly<Record<string, string>>, locale: string): void {
  l10n.config({ contents: { ...strings } });
  document.documentElement.lang = locale;
}

/** Where a view draws; the host's page holds `<div id="app">`. */
export function appRoot(): HTMLElement {
  const found = document.getElementById("app");
  if (found !== null) return found;
  const made = document.createElement("div");
  made.id = "app";
  document.body.append(made);
  return made;
}
