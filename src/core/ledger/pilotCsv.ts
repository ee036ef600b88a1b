import type { PilotRow } from "./pilot.ts";

const COLUMNS: readonly (readonly [string, (row: PilotRow) => string | number | undefined])[] = [
  ["task", ({ task }) => task],
  ["connection", ({ connection }) => connection],
  ["model", ({ model }) => model],
  ["tier", ({ tier }) => tier],
  ["attempts", ({ attempts }) => attempts],
  ["accepted", ({ accepted }) => accepted],
  ["rejected", ({ rejected }) => rejected],
  ["failed", ({ failed }) => failed],
  ["acceptance", ({ acceptance }) => acceptance?.toFixed(4)],
  ["shift_up_rate", ({ shiftUpRate }) => shiftUpRate?.toFixed(4)],
  ["first_token_median_ms", ({ speed }) => speed.firstToken?.median],
  ["first_token_p95_ms", ({ speed }) => speed.firstToken?.p95],
  ["total_median_ms", ({ speed }) => speed.total?.median],
  ["tokens_per_second", ({ speed }) => speed.tokensPerSecond?.toFixed(2)],
  ["cost_pico_usd", ({ cost }) => String(cost.pico)],
  ["simulated_pico_usd", ({ cost }) => String(cost.simulatedPico)],
  ["unpriced_attempts", ({ cost }) => cost.unknown],
  ["cost_per_accepted_pico_usd", ({ picoPerAccepted }) => picoPerAccepted?.toFixed(0)],
];

/** RFC 4180; amounts in exact pico-dollars. A cell that a spreadsheet would run is made text. */
export function pilotCsv(rows: readonly PilotRow[]): string {
  const lines = [COLUMNS.map(([name]) => name), ...rows.map((row) => COLUMNS.map(([, of]) => cell(of(row) ?? "")))];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

function cell(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
