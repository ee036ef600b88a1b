import type { ConnectionSetting } from "../settings.ts";

/** `id`, or with the first number that makes it a name that fits. */
export function freeName(id: string, fits: (name: string) => boolean): string {
  if (fits(id)) return id;
  for (let number = 2; ; number += 1) if (fits(`${id}-${number}`)) return `${id}-${number}`;
}

/** A connection may be written under `name`: nobody has that name, or it stands for the same endpoint. */
export function fitsName(
  name: string,
  setting: ConnectionSetting,
  taken: Readonly<Record<string, ConnectionSetting>>,
): boolean {
  const known = Object.hasOwn(taken, name) ? taken[name] : undefined;
  return !known || (known.preset === setting.preset && known.baseUrl === setting.baseUrl);
}
