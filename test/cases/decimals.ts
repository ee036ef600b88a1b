/** Whole pico-dollars of a decimal number in text, such as `0.079341` or `9E-7`; throws for a finer one. */
export function picoOfDecimal(text: string): number {
  const match = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) throw new Error(`${text} is no amount`);
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const zeros = 12 + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  if (zeros >= 0) return Number(digits * 10n ** BigInt(zeros));
  const scale = 10n ** BigInt(-zeros);
  if (digits % scale !== 0n) throw new Error(`${text} is finer than a pico-dollar`);
  return Number(digits / scale);
}

/** A count of pico-dollars as a decimal number of dollars, exactly. */
export function dollars(pico: number): string {
  const digits = String(pico).padStart(13, "0");
  const fraction = digits.slice(-12).replace(/0+$/, "");
  return fraction === "" ? digits.slice(0, -12) : `${digits.slice(0, -12)}.${fraction}`;
}
