import { SETTINGS, type SettingKey } from "./settings.ts";

/** Settings that a workspace may have a say in; of every other only the user's value counts. */
const SHARED: ReadonlySet<string> = new Set<SettingKey>([
  "privacy.deny",
  "privacy.localOnly",
  "privacy.localOnlyPaths",
  "completions.mode",
  "completions.languages",
]);

/**
 * Our settings that a workspace's settings file sets and that are not taken from there, by full id. Reads text, not JSON:
 * the file may have comments, and VS Code leaves such values out before anybody could ask for them.
 */
export function refusedSettings(text: string): readonly string[] {
  const refused = namedIn(text).filter(
    (key) => Object.hasOwn(SETTINGS, key) && !SHARED.has(key) && !MAY_BE_SHARED.test(key),
  );
  return [...new Set(refused)].map((key) => `upshift.${key}`);
}

/** Whether a settings file sets what counts only once its folder is trusted: `restrictedConfigurations` of the manifest. */
export function setsChecks(text: string): boolean {
  return namedIn(text).some((key) => Object.hasOwn(SETTINGS, key) && key.startsWith("checks."));
}

function namedIn(text: string): readonly string[] {
  return [...text.matchAll(/"upshift\.([A-Za-z.]{1,80})"\s{0,20}:/g)].map(([, key = ""]) => key);
}

/** Rules for routing and checks have a scope of their own in the manifest. */
const MAY_BE_SHARED = /^(?:routing\.(?:rules|deny)|checks\.)/;
