/** Characters in an order without repetition, so that what is made of them has the entropy of a key. */
const MIXED = "aB3dE6gH9jK2mN5pQ8sTvW7xY4zC1fG0hJrLqRuSkDnFbMcPtZeVwXyAiUoIlO";

const ALPHABETS: Readonly<Record<string, string>> = {
  "": MIXED,
  h: "3f9a0c7e1b5d2846",
  l: "a3k9m2x7q5w8e1r6t4y0u",
  U: "A3K9M2X7Q5W8E1R6T4Y0U",
  a: "aKeRwTqYpLsDzXcVmNbHjG",
  B: "A3K7M2X5Q4W6ERTYUZ",
  Q: "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
  d: "8302759146",
};

/** `length` characters that match the inside of a character class. */
export function madeUp(length: number, letters: string): string {
  const allowed = Array.from(MIXED).filter(
    (letter) => new RegExp(`[${letters}]`, "i").test(letter) && fits(letter, letters),
  );
  return Array.from({ length }, (_, at) => allowed[(at * 7) % allowed.length]).join("");
}

function fits(letter: string, letters: string): boolean {
  return /[A-Z]/.test(letter) ? /A-[FZ]|\\w/.test(letters) : true;
}

/** What a template makes up that nobody may read: its longer parts. */
export function madeUpParts(template: string): readonly string[] {
  const parts = template.match(/<\d+[hlUaBQd]?>/g) ?? [];
  return parts.map(spelledOut).filter((part) => part.length >= 14);
}

/** A row's template with its secrets made up. */
export function spelledOut(template: string): string {
  return template.replaceAll("{}", "").replace(/<(\d+)([hlUaBQd]?)>/g, (_, count: string, alphabet: string) => {
    const letters = ALPHABETS[alphabet] ?? MIXED;
    return Array.from({ length: Number(count) }, (__, at) => letters[(at * 5 + Number(count)) % letters.length]).join(
      "",
    );
  });
}
