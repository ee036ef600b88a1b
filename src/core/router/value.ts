/** What a solved request is worth, by name; the one slider that users have. US dollars. */
export const VALUE_PRESETS = { cost: 0.03, balanced: 0.1, quality: 0.5 } as const;

export type ValuePreset = keyof typeof VALUE_PRESETS;
