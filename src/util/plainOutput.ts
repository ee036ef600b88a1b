/**
 * Escape sequences of terminals: colours, cursor movements, links (ECMA-48), and what shells tell the terminal about
 * themselves (OSC, ended by BEL or ST).
 */
const ESCAPES = new RegExp(
  String.raw`\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\|$)|[()][A-Z0-9]|[@-_=>])`,
  "g",
);
/** What draws nothing; line ends and tabs stay. */
const CONTROLS = new RegExp(String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]`, "g");

/** What a terminal shows, as text: without colours, and of a line that was written over again only its last form. */
export function plainOutput(text: string): string {
  const plain = text.replace(ESCAPES, "").replace(/\r+\n/g, "\n");
  const lines = plain.includes("\r") ? plain.split("\n").map(lastForm).join("\n") : plain;
  return lines.replace(CONTROLS, "");
}

function lastForm(line: string): string {
  return line.slice(line.replace(/\r+$/, "").lastIndexOf("\r") + 1).replace(/\r+$/, "");
}
