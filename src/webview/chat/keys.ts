export type InputKey = "send" | "send-full" | "leave" | "edit-last" | "remove-chip";

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  /** The key is held down. */
  readonly repeat: boolean;
}

/** What a key in the message box means; undefined where it is the text area's own. `text` is what stands in the box. */
export function inputKey(press: KeyPress, text: string): InputKey | undefined {
  // Enter and Escape inside an input method belong to it.
  if (press.isComposing) return undefined;
  if (press.key === "Escape") return "leave";
  const plain = !press.shiftKey && !press.ctrlKey && !press.metaKey && !press.altKey;
  if (press.key === "ArrowUp" && plain && text === "") return "edit-last";
  if (press.key === "Backspace" && plain && text === "" && !press.repeat) return "remove-chip";
  if (press.key !== "Enter" || press.shiftKey) return undefined;
  return press.ctrlKey || press.metaKey ? "send-full" : "send";
}

/** A typed `@` or `#` asks for context where it begins a word; `before` ends with it. */
export function isContextMark(typed: string, before: string): boolean {
  return (typed === "@" || typed === "#") && /(^|\s).$/.test(before);
}

/** A `/` that begins the message asks for what a message may begin with. */
export function isCommandMark(typed: string, text: string): boolean {
  return typed === "/" && text === "/";
}

/** Page Up and Page Down walk the messages; undefined at either end and for other keys. */
export function articleTarget(key: string, current: number, count: number): number | undefined {
  const step = key === "PageDown" ? 1 : key === "PageUp" ? -1 : 0;
  if (step === 0 || count === 0) return undefined;
  const from = current < 0 ? (step > 0 ? -1 : count) : current;
  const target = from + step;
  return target >= 0 && target < count ? target : undefined;
}

export function moveArticle(event: KeyboardEvent, feed: HTMLElement): void {
  const articles = [...feed.querySelectorAll<HTMLElement>(":scope > article")];
  const current = articles.findIndex((article) => article.contains(document.activeElement));
  const target = articleTarget(event.key, current, articles.length);
  if (target === undefined) return;
  event.preventDefault();
  // One tab stop for the whole conversation: the message that was last in focus.
  for (const [index, article] of articles.entries()) article.tabIndex = index === target ? 0 : -1;
  articles[target]?.focus();
}
