import type { Locator, Page } from "playwright-core";
import { appears } from "../workbench/page.ts";
import { soon, until } from "./tour.ts";

// What a person does again when nothing comes of it: VS Code draws anew, and what comes late is not added to what is open.

/** Opens a menu or a list anew until an entry is in it: what comes late is not added to an open one. */
export async function openUntil(open: () => Promise<void>, entry: Locator): Promise<void> {
  await until("the entry is there", async () => {
    await open();
    if (await appears(entry)) return true;
    await entry.page().keyboard.press("Escape");
    return false;
  });
}

/** The entry of a menu that the right button opens. */
export async function menuEntry(place: Locator, label: string): Promise<Locator> {
  const entry = place.page().locator(".monaco-menu .action-item", { hasText: label });
  await openUntil(() => place.click({ button: "right" }), entry);
  return entry;
}

/** Presses a key until something is so; what a press does may take a while to show. */
export async function pressUntil(page: Page, key: string, what: string, holds: () => unknown): Promise<void> {
  await until(what, async () => {
    if (await holds()) return true;
    await page.keyboard.press(key);
    return await soon(holds);
  });
}
