/** Where a key moves the focus in a group with one tab stop; undefined for keys that are not its own. */
export function rovingTarget(key: string, current: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case "ArrowDown":
    case "ArrowRight":
      return (current + 1) % count;
    case "ArrowUp":
    case "ArrowLeft":
      return (current - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

/** Moves the focus among the items of a menu or radio group and returns the item that got it. */
export function moveFocus(event: KeyboardEvent, items: readonly HTMLElement[]): HTMLElement | undefined {
  const current = items.findIndex((item) => item === document.activeElement);
  const target = rovingTarget(event.key, Math.max(0, current), items.length);
  if (target === undefined) return undefined;
  event.preventDefault();
  const item = items[target];
  item?.focus();
  return item;
}
