import type { Locale } from "./format.ts";

/**
 * A number as people write it, whatever their locale: `0.15`, `0,15`, `1 234,5`, `1.234,50`, `$ 0.15`. The last point or
 * comma is the decimal one, unless it can only group thousands. Undefined for anything that is no plain number of at
 * least 0, and for one that could be read two ways (`1,234`).
 */
export function parseDecimal(text: string): number | undefined {
  const plain = text.replace(/[\s\u00A0\u202F'’_]|US\$|\$|USD/gi, "");
  if (!/^\d*(?:[.,]\d+)*$/.test(plain) || plain === "") return undefined;
  const marks = plain.replace(/\d/g, "");
  if (marks.length === 0) return Number(plain);
  const mark = marks.at(-1) ?? ".";
  const cut = plain.lastIndexOf(mark);
  const [whole, fraction] = [plain.slice(0, cut), plain.slice(cut + 1)];
  if (marks.length === 1) return couldGroup(whole, fraction, mark) ? undefined : Number(`${whole || "0"}.${fraction}`);
  const other = mark === "." ? "," : ".";
  // Several marks: the last one is decimal only where it stands once, and the others group.
  if (whole.includes(mark) || !isGrouped(whole, other)) return undefined;
  return Number(`${whole.replaceAll(other, "")}.${fraction}`);
}

/** `1,234` is a thousand to some and a bit more than one to others; `1.234` and `0,123` are not mistaken. */
function couldGroup(whole: string, fraction: string, mark: string): boolean {
  return mark === "," && fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
}

function isGrouped(text: string, mark: string): boolean {
  const [first = "", ...rest] = text.split(mark);
  return /^\d{1,3}$/.test(first) && rest.every((group) => /^\d{3}$/.test(group));
}

/** A number of at most nine decimals for an input box, as the locale writes it: what {@link parseDecimal} reads back. */
export function decimalText(value: number, locale?: Locale): string {
  const write = (decimals: number): string =>
    new Intl.NumberFormat(locale, {
      ...{ minimumFractionDigits: decimals, maximumFractionDigits: 9, useGrouping: false, numberingSystem: "latn" },
    }).format(value);
  const text = write(0);
  // Three decimals behind a comma could be a thousand.
  return parseDecimal(text) === undefined ? write(4) : text;
}
