import { type Draw, pick } from "./drawEdit.ts";
import type { Draft, DraftHunk, ReplyFormat } from "./writeReply.ts";

/**
 * What may go wrong with a reply. `repairable`: exactly one right result is left, so it should be applied. `keeps`: the
 * new lines are still what was meant, so that a result can be compared with the true one in full.
 */
export interface Damage {
  readonly name: string;
  readonly repairable: boolean;
  readonly keeps: boolean;
  readonly formats?: readonly ReplyFormat[];
  /** Damages the hunks before they are written down. */
  readonly hunks?: (draw: Draw, draft: Draft) => Draft;
  /** Damages the written reply. */
  readonly reply?: (draw: Draw, reply: string) => string;
}

const BLOCKS: readonly ReplyFormat[] = ["search-replace"];
const WHOLE: readonly ReplyFormat[] = ["whole-file"];
/** Formats that quote the file, so that damage to what is kept is seen. A whole file is whatever the reply says. */
const QUOTING: readonly ReplyFormat[] = ["search-replace", "apply-patch", "unified-diff"];
const PATCHES: readonly ReplyFormat[] = ["apply-patch", "unified-diff"];

function eachHunk(change: (hunk: DraftHunk, draw: Draw) => DraftHunk): NonNullable<Damage["hunks"]> {
  return (draw, draft) => ({ ...draft, hunks: draft.hunks.map((hunk) => change(hunk, draw)) });
}

/** Changes lines the same way on both sides. */
function bothSides(change: (line: string) => string): NonNullable<Damage["hunks"]> {
  return eachHunk((hunk) => ({ ...hunk, search: hunk.search.map(change), replace: hunk.replace.map(change) }));
}

const MEND: readonly Damage[] = [
  { name: "none", repairable: true, keeps: true },
  { name: "carriage-returns", repairable: true, keeps: true, reply: (_, reply) => reply.replace(/\n/g, "\r\n") },
  {
    name: "trailing-space",
    repairable: true,
    keeps: true,
    hunks: eachHunk((hunk) => ({ ...hunk, search: hunk.search.map((line) => `${line}  `) })),
    formats: BLOCKS,
  },
  {
    name: "shifted-right",
    repairable: true,
    keeps: true,
    formats: BLOCKS,
    hunks: bothSides((line) => line && `    ${line}`),
  },
  { name: "shifted-left", repairable: true, keeps: true, formats: BLOCKS, hunks: eachHunk(dedented) },
  { name: "tabs", repairable: true, keeps: true, formats: BLOCKS, hunks: bothSides(tabbed) },
  { name: "blank-edges", repairable: true, keeps: true, formats: BLOCKS, hunks: eachHunk(withBlankEdges) },
  { name: "line-numbers", repairable: true, keeps: true, formats: BLOCKS, hunks: eachHunk(numbered) },
  {
    name: "wrong-counts",
    repairable: true,
    keeps: true,
    formats: PATCHES,
    reply: (draw, reply) => reply.replace(/^@@ -\d+,\d+ \+\d+,\d+ @@/gm, () => `@@ -${draw(900)},7 +${draw(900)},9 @@`),
  },
  {
    name: "no-counts",
    repairable: true,
    keeps: true,
    formats: PATCHES,
    reply: (_, reply) => reply.replace(/^@@ .*$/gm, "@@ ... @@"),
  },
  {
    name: "bare-context",
    repairable: true,
    keeps: true,
    formats: PATCHES,
    reply: (_, reply) => reply.replace(/^ $/gm, ""),
  },
  { name: "glued", repairable: true, keeps: true, reply: (_, reply) => `${reply}\n${reply}` },
  {
    name: "long-marks",
    repairable: true,
    keeps: true,
    formats: BLOCKS,
    reply: (_, reply) => reply.replace(/^([<=>])\1{6}/gm, "$&$1$1"),
  },
  {
    name: "no-fences",
    repairable: true,
    keeps: true,
    formats: BLOCKS,
    reply: (_, reply) => reply.replace(/^```.*\n/gm, ""),
  },
  {
    name: "decorated-name",
    repairable: true,
    keeps: true,
    formats: BLOCKS,
    reply: (_, reply) => reply.replace(/^(\S+\.ts)$/gm, "**`$1`**:"),
  },
  {
    name: "noise-around",
    repairable: true,
    keeps: true,
    reply: (_, reply) => `> Tokens: 1,204 sent.\n\u001b[0m\n${reply}\n> ^C again to exit\n`,
  },
  { name: "spacing", repairable: true, keeps: true, formats: BLOCKS, hunks: eachHunk(respaced) },
  { name: "typo-in-context", repairable: true, keeps: true, formats: BLOCKS, hunks: eachHunk(mistyped) },
  {
    name: "heredoc",
    repairable: true,
    keeps: true,
    formats: ["apply-patch"],
    reply: (_, reply) => `\`\`\`\napply_patch <<'EOF'\n${reply}\nEOF\n\`\`\``,
  },
];

const BREAK: readonly Damage[] = [
  { name: "cut", repairable: false, keeps: true, reply: (draw, reply) => reply.slice(0, draw(reply.length)) },
  {
    name: "lost-lines",
    repairable: false,
    keeps: false,
    formats: QUOTING,
    reply: (draw, reply) => dropLines(draw, reply, 0.1),
  },
  {
    name: "lost-signs",
    repairable: false,
    keeps: false,
    formats: QUOTING,
    reply: (draw, reply) => dropSigns(draw, reply),
  },
  {
    name: "shuffled",
    repairable: false,
    keeps: false,
    formats: QUOTING,
    reply: (draw, reply) => shuffleLines(draw, reply),
  },
  {
    name: "doubled-marks",
    repairable: false,
    keeps: true,
    reply: (_, reply) => reply.replace(/^(?:<{7} SEARCH|={7}|>{7} REPLACE)$/gm, "$&\n$&"),
  },
  {
    name: "no-divider",
    repairable: false,
    keeps: true,
    formats: BLOCKS,
    reply: (_, reply) => reply.replace(/^={7}\n/m, ""),
  },
  {
    name: "another-file",
    repairable: false,
    keeps: true,
    hunks: eachHunk((hunk) => ({ ...hunk, search: hunk.search.map((line) => line && `other ${line.slice(1)}`) })),
  },
  { name: "placeholder", repairable: false, keeps: true, formats: BLOCKS, hunks: eachHunk(abbreviated) },
  {
    name: "lone-surrogates",
    repairable: false,
    keeps: false,
    formats: QUOTING,
    reply: (draw, reply) => insertAt(draw, reply, "\uD83D"),
  },
  {
    name: "nul",
    repairable: false,
    keeps: false,
    formats: QUOTING,
    reply: (draw, reply) => insertAt(draw, reply, "\u0000"),
  },
  {
    name: "short-quotes",
    repairable: false,
    keeps: false,
    formats: BLOCKS,
    hunks: eachHunk((hunk) => ({ ...hunk, search: hunk.search.slice(0, 1) })),
  },
];

const LAZY: readonly Damage[] = [
  {
    name: "gaps",
    repairable: false,
    keeps: true,
    formats: WHOLE,
    hunks: (draw, draft) => ({ ...draft, whole: withGaps(draw, draft) }),
  },
  {
    name: "piece",
    repairable: false,
    keeps: true,
    formats: WHOLE,
    hunks: (_, draft) => ({ ...draft, whole: draft.hunks[0]?.replace ?? [] }),
  },
];

export const DAMAGES: readonly Damage[] = [...MEND, ...BREAK, ...LAZY];

function dedented(hunk: DraftHunk): DraftHunk {
  const lines = [...hunk.search, ...hunk.replace].filter((line) => line.trim() !== "");
  const least = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  const cut = (line: string): string => (line.trim() === "" ? line : line.slice(least));
  return { ...hunk, search: hunk.search.map(cut), replace: hunk.replace.map(cut) };
}

function tabbed(line: string): string {
  const indent = /^ */.exec(line)?.[0].length ?? 0;
  return "\t".repeat(indent >> 1) + (indent % 2 === 1 ? " " : "") + line.slice(indent);
}

function withBlankEdges(hunk: DraftHunk): DraftHunk {
  return { ...hunk, search: ["", ...hunk.search, ""], replace: ["", ...hunk.replace, ""] };
}

function numbered(hunk: DraftHunk): DraftHunk {
  return { ...hunk, search: hunk.search.map((line, index) => `${hunk.line + index} | ${line}`) };
}

/** Other white space within the first line that has some, on the quoted side and where it is kept. */
function respaced(hunk: DraftHunk): DraftHunk {
  return changeKept(hunk, (line) => line.replace(/(\S) (\S)/, "$1  $2"));
}

/** Another letter within a long quoted line that the edit keeps. */
function mistyped(hunk: DraftHunk): DraftHunk {
  return changeKept(hunk, (line) => (line.trim().length < 24 ? line : `${line.slice(0, -6)}q${line.slice(-5)}`));
}

/** Changes one line that stands on both sides; a hunk without one stays as it is. */
function changeKept(hunk: DraftHunk, change: (line: string) => string): DraftHunk {
  const at = hunk.search.findIndex((line, index) => hunk.replace[index] === line && change(line) !== line);
  if (at === -1 || hunk.search.length < 4) return hunk;
  const changeAt = (line: string, index: number): string => (index === at ? change(line) : line);
  return { ...hunk, search: hunk.search.map(changeAt), replace: hunk.replace.map(changeAt) };
}

function abbreviated(hunk: DraftHunk): DraftHunk {
  return { ...hunk, replace: [...hunk.replace.slice(0, 1), "// ... existing code ...", ...hunk.replace.slice(2)] };
}

/** Lines between the edits left out behind comments, as lazy models do. */
function withGaps(draw: Draw, { hunks }: Draft): readonly string[] {
  const gap = pick(draw, ["// ... existing code ...", "// ... rest of the code unchanged ...", "  // ..."]);
  return [gap, ...hunks.flatMap(({ replace }) => [...replace, gap])];
}

function dropLines(draw: Draw, reply: string, share: number): string {
  return reply
    .split("\n")
    .filter(() => draw(1_000) >= share * 1_000)
    .join("\n");
}

function dropSigns(draw: Draw, reply: string): string {
  const at = draw(reply.length);
  return reply.slice(0, at) + reply.slice(at + 1 + draw(40));
}

function shuffleLines(draw: Draw, reply: string): string {
  const lines = reply.split("\n");
  const [one, other] = [draw(lines.length), draw(lines.length)];
  const first = lines[one] ?? "";
  lines[one] = lines[other] ?? "";
  lines[other] = first;
  return lines.join("\n");
}

function insertAt(draw: Draw, reply: string, sign: string): string {
  const at = draw(reply.length);
  return reply.slice(0, at) + sign + reply.slice(at);
}

export function drawDamage(draw: Draw, format: ReplyFormat): Damage {
  return pick(
    draw,
    DAMAGES.filter(({ formats }) => formats?.includes(format) ?? true),
  );
}
