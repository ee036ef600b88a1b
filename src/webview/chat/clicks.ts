/** What clicks inside rendered Markdown ask for. That HTML is text made by the parser, so it carries data, not handlers. */
export interface ProseClicks {
  openLink(url: string): void;
  copy(text: string): void;
}

type CodeHandler = (code: string, clicks: ProseClicks) => void;

/** One entry per action in a code block's header. */
const CODE_HANDLERS: Readonly<Record<string, CodeHandler>> = {
  copy: (code, clicks) => clicks.copy(code),
};

export function listenToProse(root: HTMLElement, clicks: ProseClicks): void {
  root.addEventListener("click", (event) => onClick(event, clicks));
  root.addEventListener("auxclick", (event) => onLink(event, clicks));
}

function onClick(event: MouseEvent, clicks: ProseClicks): void {
  if (onLink(event, clicks)) return;
  const button = target(event)?.closest<HTMLElement>("[data-code-action]");
  const code = button?.closest(".code")?.querySelector("pre")?.textContent;
  const handler = CODE_HANDLERS[button?.dataset["codeAction"] ?? ""];
  if (handler !== undefined && code !== undefined && code !== null) handler(code, clicks);
  confirmCopy(event);
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
