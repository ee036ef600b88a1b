/** "1 branch", "3 branches". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c"; more than `most` end in "and 4 more". */
export function listed(items: readonly string[], most = 6): string {
  const shown = items.slice(0, most);
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  const last = all.at(-1) ?? "";
  return all.length < 2 ? last : `${all.slice(0, -1).join(", ")} and ${last}`;
}

/** A name as code. */
export function code(name: string): string {
  return `\`${name.replaceAll("`", "")}\``;
}

/** Code in a fence that is longer than any inside it. */
export function fenced(text: string, language: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((length, run) => Math.max(length, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Paragraphs, the empty ones left out. */
export function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

/** First sentence of a text: up to a full stop before a capital or the end. */
export function firstSentence(text: string): string {
  return /^[^]*?[.!?](?=\s+[A-Z`"]|$)/.exec(text)?.[0] ?? text;
}
