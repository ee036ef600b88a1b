import { findHidden, stripHidden } from "./hidden.ts";
import { type ContextItem, itemId } from "./item.ts";

/** Tag characters say words to a model that no person sees; there is no honest use of them in code. */
export function withoutTags(text: string): string {
  return stripHidden(text, ["tag"]);
}

/** What steers a model must be what a person sees: of instructions nothing hidden goes along. */
export function seenText({ kind, text }: ContextItem): string {
  return kind === "instructions" ? stripHidden(text) : withoutTags(text);
}

/** Whether something hidden was taken out of an item with instructions; looked up in `items`, where it is whole. */
export function hadHidden(items: readonly ContextItem[], item: ContextItem): { readonly hidden?: true } {
  if (item.kind !== "instructions") return {};
  const whole = items.find((one) => itemId(one) === itemId(item));
  return whole && findHidden(whole.text).length > 0 ? { hidden: true } : {};
}
