/** A reader of CSV that knows nothing of our writer: RFC 4180, first line as names. */
export function readCsv(text: string): readonly Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = cells(text);
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ""])));
}

function cells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length;) {
    const quoted = text[at] === '"';
    const match = (quoted ? /"((?:[^"]|"")*)"(,|\r\n)/y : /([^",\r\n]*)(,|\r\n)/y) satisfies RegExp;
    match.lastIndex = at;
    const [whole, value, end] = match.exec(text) ?? [];
    if (whole === undefined || value === undefined) throw new Error(`No CSV at ${at}: ${text.slice(at, at + 40)}`);
    row.push(quoted ? value.replaceAll('""', '"') : value);
    if (end === "\r\n") {
      rows.push(row);
      row = [];
    }
    at += whole.length;
  }
  return rows;
}

/** Pico-dollars of a decimal with twelve places; 0 for an empty cell. */
export function picoOf(dollars: string): bigint {
  if (dollars === "") return 0n;
  if (!/^\d+\.\d{12}$/.test(dollars)) throw new Error(`Not an exact amount: ${dollars}`);
  return BigInt(dollars.replace(".", ""));
}
