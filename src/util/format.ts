/*
 * The one module that turns figures into text (ui.md section 6). Money comes in pico-dollars. Every function takes the
 * reader's locale, so host, webviews and exports agree.
 */

const PICO_PER_DOLLAR = 1e12;
const DOLLAR = 1_000_000_000_000n;

export type Locale = string | undefined;

/** Decimals that show an amount with two significant digits, at least 2 and at most 4; from one dollar always 2. */
export function moneyDecimals(pico: bigint | number): number {
  const amount = Math.abs(Number(pico)) / PICO_PER_DOLLAR;
  if (amount >= 1 || amount === 0) return 2;
  const firstDigit = Math.ceil(-Math.log10(amount) - 1e-12);
  const wanted = Math.min(4, Math.max(2, firstDigit + 1));
  // Zeros beyond the second decimal say nothing: $0.0010 is $0.001, $0.310 is $0.31.
  const digits = roundTo(amount, wanted).toFixed(wanted);
  const trimmed = digits.replace(/0+$/, "");
  return Math.max(2, trimmed.length - trimmed.indexOf(".") - 1);
}

function roundTo(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}

/** `$0.0069`, `<$0.0001` below that, `$0.00` for exactly nothing. `decimals` makes parts of one sum line up. */
export function formatMoney(pico: bigint | number, locale?: Locale, decimals = moneyDecimals(pico)): string {
  const exact = typeof pico === "bigint" ? pico : BigInt(Math.round(pico));
  const size = exact < 0n ? -exact : exact;
  if (size > 0n && size < DOLLAR / 10_000n) return `<${dollars(0.0001, 4, locale)}`;
  return dollars(Number(exact) / PICO_PER_DOLLAR, decimals, locale);
}

const FORMATS = new Map<string, Intl.NumberFormat>();

/** Making one takes a hundred times as long as using it, and there are few. */
function numberFormat(locale: Locale, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = `${locale ?? ""} ${JSON.stringify(options)}`;
  const known = FORMATS.get(key) ?? new Intl.NumberFormat(locale, options);
  FORMATS.set(key, known);
  return known;
}

function dollars(amount: number, decimals: number, locale: Locale): string {
  return numberFormat(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(amount);
}

/** `0.014503200000`: dollars to the pico-dollar, for files that are added up; never rounded, never grouped. */
export function exactDollars(pico: bigint | number): string {
  const exact = BigInt(pico);
  const size = exact < 0n ? -exact : exact;
  return `${exact < 0n ? "-" : ""}${size / DOLLAR}.${String(size % DOLLAR).padStart(12, "0")}`;
}

/** `510`, `2.1k`, `1.2M`. */
export function formatTokens(tokens: number, locale?: Locale): string {
  const scaled = (value: number, unit: string): string =>
    numberFormat(locale, { maximumFractionDigits: value < 100 ? 1 : 0 }).format(value) + unit;
  if (tokens < 1_000) return numberFormat(locale).format(Math.round(tokens));
  if (tokens < 999_500) return scaled(tokens / 1_000, "k");
  return scaled(tokens / 1_000_000, "M");
}

/** `0.4 s`, `14 s`, `1 min 12 s`. */
export function formatDuration(ms: number, locale?: Locale): string {
  const number = (value: number, decimals: number): string =>
    numberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  const seconds = ms / 1_000;
  if (seconds < 9.95) return `${number(seconds, 1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${number(whole, 0)} s` : `${number(Math.floor(whole / 60), 0)} min ${number(whole % 60, 0)} s`;
}

/** Share of a whole: `86%`, `<1%` for what would round to nothing. */
export function formatPercent(share: number, locale?: Locale): string {
  const percent = (value: number): string =>
    numberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(value);
  return share > 0 && share < 0.005 ? `<${percent(0.01)}` : percent(share);
}

/** Time of day in the system's format. */
export function formatClock(epochMs: number, locale?: Locale): string {
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(epochMs);
}

/** `7 Nov`, for a calendar day written `2026-11-07`, wherever the reader is. */
export function formatDay(day: string, locale?: Locale): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(Date.parse(day));
}

/** `7 Nov 2026`, for a calendar day written `2026-11-07`, wherever the reader is. */
export function formatDate(day: string, locale?: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(Date.parse(day));
}

/** Date and time of day, to the second. */
export function formatMoment(epochMs: number, locale?: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(epochMs);
}

/** `12 KB`, `3.4 MB`. */
export function formatBytes(bytes: number, locale?: Locale): string {
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "KB"] : [bytes / (1024 * 1024), "MB"];
  return `${numberFormat(locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`;
}
