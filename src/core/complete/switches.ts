/** When completions come: by themselves, only when asked for, or never. The least first. */
export const COMPLETION_MODES = ["off", "manual", "auto"] as const;
export type CompletionMode = (typeof COMPLETION_MODES)[number];

/** Language id → on or off; `*` stands for every language that is not named. */
export type LanguageSwitches = Readonly<Record<string, boolean>>;

/** Prose is not what these models complete well, and nobody asked for it. */
export const DEFAULT_LANGUAGES: LanguageSwitches = { "*": true, plaintext: false, markdown: false, scminput: false };

/** The user's own choice. */
export interface CompletionSwitches {
  readonly mode: CompletionMode;
  readonly languages: LanguageSwitches;
}

/** What a workspace or folder says. */
export type WorkspaceSwitches = Partial<CompletionSwitches>;

/** What holds for a language. */
export interface Switched {
  readonly mode: CompletionMode;
  readonly language: boolean;
}

/**
 * The user's choice, from which a workspace may take away and to which it may add nothing: completions send code, so
 * that a folder can switch them off, or to manual, and never on.
 */
export function switchesFor(
  language: string,
  user: CompletionSwitches,
  workspace: readonly WorkspaceSwitches[],
): Switched {
  const modes = [user.mode, ...workspace.flatMap(({ mode }) => mode ?? [])];
  const mode = COMPLETION_MODES.find((choice) => modes.includes(choice)) ?? user.mode;
  const languages = [{ ...DEFAULT_LANGUAGES, ...user.languages }, ...workspace.map((own) => own.languages ?? {})];
  return { mode, language: languages.every((switches) => isOn(switches, language)) };
}

function isOn(switches: LanguageSwitches, language: string): boolean {
  const own = Object.hasOwn(switches, language) ? switches[language] : undefined;
  return own ?? switches["*"] ?? true;
}
