import { codeIn } from "../markdown/editHtml.ts";

/** What clicks inside rendered Markdown ask for. That HTML is text made by the parser, so it carries data, not handlers. */
export interface ProseClicks {
  openLink(url: string): void;
  copy(text: string): void;
  insert(turn: string, text: string): void;
  apply(turn: string, text: string): void;
  act(action: string, turn: string): void;
}

interface CodeClick {
  /** What an edit leaves in the file, or all of the code. */
  readonly code: string;
  /** As the model wrote it. */
  readonly raw: string;
  /** Id of the turn whose answer holds the code. */
  readonly turn: string;
  readonly clicks: ProseClicks;
}

/** One entry per action in a code block's header. */
const CODE_HANDLERS: Readonly<Record<string, (click: CodeClick) => void>> = {
  "open-diff": ({ turn, clicks }) => clicks.act("open-diff", turn),
  insert: ({ code, turn, clicks }) => clicks.insert(turn, code),
  copy: ({ code, clicks }) => clicks.copy(code),
  apply: ({ raw, turn, clicks }) => clicks.apply(turn, raw),
};

export function listenToProse(root: HTMLElement, clicks: ProseClicks): void {
  root.addEventListener("click", (event) => onClick(event, clicks));
  root.addEventListener("auxclick", (event) => onLink(event, clicks));
}

function onClick(event: MouseEvent, clicks: ProseClicks): void {
  if (onLink(event, clicks)) return;
  onCode(target(event)?.closest<HTMLElement>("[data-code-action]"), clicks);
  confirmCopy(event);
}

function onCode(button: HTMLElement | null | undefined, clicks: ProseClicks): void {
  const element = button?.closest(".code")?.querySelector<HTMLElement>("pre code");
  const turn = button?.closest<HTMLElement>("[data-turn]")?.dataset["turn"];
  if (!element || turn === undefined) return;
  const code = codeIn(element);
  const raw = element.dataset["raw"] ?? code;
  CODE_HANDLERS[button?.dataset["codeAction"] ?? ""]?.({ code, raw, turn, clicks });
}

/** VS Code's own page opens links by itself; ours go to the host, which asks. */
function onLink(event: MouseEvent, clicks: ProseClicks): boolean {
  const link = target(event)?.closest<HTMLElement>("a");
  if (!link) return false;
  event.preventDefault();
  event.stopPropagation();
  const url = link.dataset["link"];
  if (url !== undefined) clicks.openLink(url);
  return true;
}

const CONFIRM_MS = 1_500;

/** A copy button shows for a moment that it did its work. */
function confirmCopy(event: MouseEvent): void {
  const mark = target(event)?.closest("button")?.querySelector(".codicon-copy");
  if (!mark) return;
  mark.classList.replace("codicon-copy", "codicon-check");
  window.setTimeout(() => mark.classList.replace("codicon-check", "codicon-copy"), CONFIRM_MS);
}

function target(event: MouseEvent): Element | undefined {
  return event.target instanceof Element ? event.target : undefined;
}
