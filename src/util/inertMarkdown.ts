const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const SCHEMES = /^(?:https?|mailto):/i;

/**
 * Markdown of a model for a renderer that is not ours: nothing in it loads by itself and no link leads anywhere but to
 * the web. Pictures become their source text, links of other schemes plain text; fenced code stays to the character.
 */
export function inertMarkdown(text: string): string {
  let fence: string | undefined;
  return text
    .split("\n")
    .map((line) => {
      const mark = FENCE.exec(line)?.[1];
      if (fence !== undefined) {
        if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
        return line;
      }
      if (mark !== undefined) {
        fence = mark;
        return line;
      }
      return inertLine(line);
    })
    .join("\n");
}

function inertLine(line: string): string {
  return line
    .replace(/!\[/g, "!\\[")
    .replace(/\]\(\s*<?([^\s)>]*)/g, (link, target: string) => (isWeb(target) ? link : link.replace("](", "]\\(")))
    .replace(/^( {0,3}\[[^\]]+\]):\s*<?(\S*)/, (definition, name: string, target: string) =>
      isWeb(target) ? definition : definition.replace(`${name}:`, `${name}\\:`),
    )
    .replace(/<(?=[a-z/!?])/gi, "\\<");
}

/** Controls and entities in a target hide a scheme. */
function isWeb(target: string): boolean {
  return SCHEMES.test(target) && !/[&\\\p{Cc}]/u.test(target.slice(0, 12));
}
