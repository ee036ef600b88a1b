import * as z from "zod/mini";
import { AssistError } from "../assist/errors.ts";

/** What a folder keeps in. A folder may add to the user's own and take nothing away. */
export interface FolderPrivacy {
  /** Patterns, as in `.gitignore`, of paths that never go out. */
  readonly deny: readonly string[];
  /** Nothing of the folder goes anywhere but to models on this computer. */
  readonly localOnly: boolean;
  /** Patterns of paths that only models on this computer may read. */
  readonly localOnlyPaths: readonly string[];
}

/** Files that hold credentials by their nature. */
export const DEFAULT_DENY: string[] = [
  ...[".env", ".env.*", "!.env.example", "!.env.sample", "!.env.template", ".envrc", ".netrc", "_netrc", ".pgpass"],
  ...[
    "*.pem",
    "*.p12",
    "*.pfx",
    "*.jks",
    "*.keystore",
    "*.kdbx",
    "*.ppk",
    "id_rsa",
    "id_dsa",
    "id_ecdsa",
    "id_ed25519",
  ],
  ...[".aws/credentials", ".docker/config.json", ".kube/config", ".git-credentials", ".htpasswd", "*.tfstate"],
];

const PARTS = {
  "privacy.deny": z.optional(z.array(z.string().check(z.maxLength(1_000)))),
  "privacy.localOnly": z.optional(z.boolean()),
  "privacy.localOnlyPaths": z.optional(z.array(z.string().check(z.maxLength(1_000)))),
} as const;

export type FolderPrivacyKey = keyof typeof PARTS;

/**
 * The user's privacy with what a workspace and a folder add. `read` gives the values of one of them. Throws `bad-setting`
 * for a value that cannot be read: what it was to keep in is not known, so that nothing may be sent.
 */
export function privacyFor(user: FolderPrivacy, added: readonly ((key: FolderPrivacyKey) => unknown)[]): FolderPrivacy {
  const values = <K extends FolderPrivacyKey>(key: K): readonly NonNullable<z.infer<(typeof PARTS)[K]>>[] =>
    added.flatMap((read) => {
      const parsed = z.safeParse(PARTS[key], read(key));
      if (!parsed.success)
        throw new AssistError("bad-setting", { setting: `upshift.${key}`, reason: "is not what it should be" });
      return parsed.data === undefined ? [] : [parsed.data as NonNullable<z.infer<(typeof PARTS)[K]>>];
    });
  return {
    deny: [...user.deny, ...values("privacy.deny").flat()].filter(isNoException(user.deny)),
    localOnly: user.localOnly || values("privacy.localOnly").includes(true),
    localOnlyPaths: [...user.localOnlyPaths, ...values("privacy.localOnlyPaths").flat()].filter(
      isNoException(user.localOnlyPaths),
    ),
  };
}

/** A `!pattern` re-admits: only the user's own may. */
function isNoException(own: readonly string[]): (pattern: string) => boolean {
  return (pattern) => !pattern.startsWith("!") || own.includes(pattern);
}

export function isIpAddress(text: string): boolean {
  const host = text.includes(":") ? `[${text}]` : text;
  if (!/^[\d.]+$|^\[[\da-f:.]+\]$/i.test(host) || !URL.canParse(`http://${host}/`)) return false;
  return text.includes(":") || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text);
}
