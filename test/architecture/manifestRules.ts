/** The parts of package.json that these rules look at. */
export interface Manifest {
  readonly capabilities?: {
    readonly untrustedWorkspaces?: {
      readonly supported: unknown;
      readonly restrictedConfigurations?: readonly string[];
    };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly chatParticipants: readonly { readonly id: string }[];
    readonly submenus?: readonly { readonly id: string }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, { readonly scope?: string }>> }[];
  };
}

/** Settings that say where code and keys go: a workspace must not be able to set them. */
const GUARDED = /^upshift\.(models|privacy)\./;

/** Settings that run something of the workspace. */
const RUNS = /^upshift\.checks\./;

/** Of these a workspace's value is added to the user's and only ever keeps more in: see `privacyFor`. */
const TIGHTENING: ReadonlySet<string> = new Set([
  "upshift.privacy.deny",
  "upshift.privacy.localOnly",
  "upshift.privacy.localOnlyPaths",
]);

/** Keys of package.nls.json that are missing or that nothing uses. */
export function nlsFaults(manifestText: string, nls: Readonly<Record<string, unknown>>): readonly string[] {
  const used = new Set([...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key = ""]) => key));
  return [
    ...[...used].filter((key) => typeof nls[key] !== "string").map((key) => `${key} has no text`),
    ...Object.keys(nls)
      .filter((key) => !used.has(key))
      .map((key) => `${key} is not used`),
  ];
}

/** Commands whose title cannot be translated. */
export function titleFaults({ contributes }: Manifest): readonly string[] {
  return contributes.commands
    .filter(({ title }) => !/^%[^%]+%$/.test(title))
    .map(({ command }) => `${command} has no title in package.nls.json`);
}

/** Ids that only one of manifest and code knows. An id of the code is a string literal of two words. */
export function idFaults(manifest: Manifest, manifestText: string, code: readonly string[]): readonly string[] {
  const { chatParticipants, commands, views } = manifest.contributes;
  const inCode = new Set(
    code.flatMap((text) => [...text.matchAll(/["'`](upshift\.[a-z][A-Za-z]*)["'`]/g)].map(([, id = ""]) => id)),
  );
  const mustBeInCode = [
    ...commands.map(({ command }) => command),
    ...chatParticipants.map(({ id }) => id),
    ...Object.values(views)
      .flat()
      .map(({ id }) => id),
  ];
  const known = knownIds(manifest, manifestText);
  return [
    ...mustBeInCode.filter((id) => !inCode.has(id)).map((id) => `${id} is in the manifest and not in the code`),
    ...[...inCode].filter((id) => !known.has(id)).map((id) => `${id} is in the code and not in the manifest`),
  ];
}

function knownIds({ contributes }: Manifest, manifestText: string): ReadonlySet<string> {
  const settings = contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
  const conditions = [...manifestText.matchAll(/"(?:when|enablement)":\s*"([^"]*)"/g)].map(([, text = ""]) => text);
  return new Set([
    ...contributes.commands.map(({ command }) => command),
    ...contributes.chatParticipants.map(({ id }) => id),
    ...Object.values(contributes.views)
      .flat()
      .map(({ id }) => id),
    ...Object.values(contributes.viewsContainers)
      .flat()
      .map(({ id }) => id),
    ...(contributes.submenus ?? []).map(({ id }) => id),
    ...settings.map((key) => key.split(".").slice(0, 2).join(".")),
    ...conditions.flatMap((text) => text.match(/upshift\.[A-Za-z]+/g) ?? []),
  ]);
}

/** Settings that run something and would count in a workspace that is not trusted. */
export function trustFaults({ capabilities, contributes }: Manifest): readonly string[] {
  const { supported, restrictedConfigurations = [] } = capabilities?.untrustedWorkspaces ?? {};
  const settings = contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
  const open = settings
    .filter(([key, { scope }]) => RUNS.test(key) && scope !== "machine" && !restrictedConfigurations.includes(key))
    .map(([key]) => `${key} counts in an untrusted workspace`);
  return supported === "limited"
    ? open
    : ["the manifest does not say what is limited in an untrusted workspace", ...open];
}

/** Guarded settings that a workspace could set. */
export function scopeFaults({ contributes }: Manifest): readonly string[] {
  return contributes.configuration
    .flatMap(({ properties }) => Object.entries(properties))
    .filter(([key]) => !TIGHTENING.has(key))
    .filter(([key, { scope }]) => GUARDED.test(key) && scope !== "machine" && scope !== "application")
    .map(([key]) => `${key} can be set by a workspace`);
}
