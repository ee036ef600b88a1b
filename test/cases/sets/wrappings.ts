const oneLine = (text: string): string => text.replace(/[\r\n]+/g, " ");

/** Every place of a Markdown text that somebody else's text can come to stand in. */
export const WRAPPINGS: Readonly<Record<string, (payload: string) => string>> = {
  raw: (payload) => payload,
  "link target": (payload) => `[link](<${oneLine(payload)}>)`,
  "picture target": (payload) => `![picture](<${oneLine(payload)}>)`,
  title: (payload) => `[link](https://a.example "${oneLine(payload)}")`,
  "code span": (payload) => `\`${oneLine(payload)}\``,
  fence: (payload) => `\`\`\`html\n${payload}\n\`\`\``,
  "info string": (payload) => `~~~${oneLine(payload)}\ncode\n~~~`,
  reference: (payload) => `[link][r] ![picture][r]\n\n[r]: <${oneLine(payload)}> "${oneLine(payload)}"`,
  "table cell": (payload) => `| a |\n|---|\n| ${oneLine(payload).replaceAll("|", "\\|")} |`,
  heading: (payload) => `# ${oneLine(payload)}`,
  autolink: (payload) => `<${oneLine(payload)}>`,
  "list and quote": (payload) => `- > ${payload.replace(/\n/g, "\n  > ")}`,
};
