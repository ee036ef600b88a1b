/** Release day of the newest source of the tables, `YYYY-MM-DD`. Written by `npm run catalog`. */
export const PRICES_AS_OF = "2026-11-10";
