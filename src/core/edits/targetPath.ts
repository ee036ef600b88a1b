import { phrase, type Phrase } from "../../util/phrase.ts";

/** A name of a model as a path below a folder of the workspace, or why it is none. */
export type TargetPath =
  | { readonly type: "path"; /** With `/`, no part of it `.` or `..`. */ readonly path: string }
  | { readonly type: "refused"; /** The end of a sentence. */ readonly because: Phrase };

const MOST_CHARS = 400;
const OUTSIDE = phrase("it lies outside the workspace");
const STRANGE = phrase("its name is not one that every system reads alike");

/** Names that Windows keeps for devices, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(?:\..*)?$/i;
/** A short name that Windows makes for a long one, such as `GIT~1`. */
const SHORT_NAME = /~\d/;
/** Controls, invisible and direction signs, and what file systems or URIs give a meaning of its own. */
const STRANGE_SIGN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"|?*%\uFFFD]/u;

/**
 * Reads the name that a model gave a file. Relative names with either slash are good; refused is whatever could mean
 * another place than it shows on some system: absolute and home paths, drives, shares, `..`, encoded or look-alike signs,
 * streams, short names, devices, names that end with a dot or a space.
 */
export function targetPath(name: string): TargetPath {
  const plain = name.trim().replace(/^(?:\.[\\/])+/, "");
  if (plain === "" || plain.length > MOST_CHARS) return refused(STRANGE);
  if (/^(?:[\\/~]|[a-zA-Z]:|[a-zA-Z][a-zA-Z0-9+.-]*:\/\/|\$|%)/.test(plain)) return refused(OUTSIDE);
  if (STRANGE_SIGN.test(plain)) return refused(STRANGE);
  const parts = plain.replaceAll("\\", "/").split("/");
  if (parts.some((part) => part.normalize("NFKC").trim() === "..")) return refused(OUTSIDE);
  return parts.every(isPlainPart) ? { type: "path", path: parts.join("/") } : refused(STRANGE);
}

function isPlainPart(part: string): boolean {
  const plain = part.normalize("NFKC");
  return (
    part !== "" &&
    part.normalize("NFC") === part &&
    // A look-alike of a dot or a slash becomes one in this form.
    plain.replace(/[^./\\:~]/g, "") === part.replace(/[^./\\:~]/g, "") &&
    !/[. ]$/.test(part) &&
    !part.startsWith(" ") &&
    !DEVICE.test(part) &&
    !SHORT_NAME.test(part)
  );
}

function refused(because: Phrase): TargetPath {
  return { type: "refused", because };
}

interface SensitivePlace {
  readonly pattern: RegExp;
  /** What the files do, the end of "{file} …". */
  readonly does: Phrase;
}

/** Files that other programs act on by themselves: a change of one is confirmed by its name, before anything else. */
const SENSITIVE: readonly SensitivePlace[] = [
  { pattern: /(?:^|\/)\.git(?:\/|$)|(?:^|\/)\.git(?:modules|attributes|config)$/, does: phrase("steers Git") },
  {
    pattern: /(?:^|\/)\.(?:vscode|idea|zed|devcontainer)(?:\/|$)|\.code-workspace$|(?:^|\/)\.devcontainer\.json$/,
    does: phrase("steers the editor"),
  },
  { pattern: /(?:^|\/)\.env(?:rc|$|\.)|(?:^|\/)[^/]+\.env$/, does: phrase("holds settings and secrets of programs") },
  {
    pattern:
      /(?:^|\/)\.(?:github|gitlab|circleci|buildkite|forgejo|gitea|woodpecker|azure-pipelines)(?:\/|$)|(?:^|\/)(?:\.gitlab-ci|azure-pipelines|bitbucket-pipelines|\.travis|appveyor|\.drone|cloudbuild)[^/]*\.ya?ml$|(?:^|\/)jenkinsfile$/,
    does: phrase("runs on build servers"),
  },
  {
    pattern:
      /(?:^|\/)\.?(?:husky|githooks|git-hooks|hooks)\/|(?:^|\/)(?:\.?lefthook|\.pre-commit-config|\.pre-commit-hooks)[^/]*$/,
    does: phrase("runs by itself when Git does something"),
  },
  {
    pattern:
      /(?:^|\/)(?:package\.json|\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.cjs|bunfig\.toml|setup\.py|conftest\.py|sitecustomize\.py|build\.rs)$/,
    does: phrase("runs scripts when packages are installed, built or tested"),
  },
  {
    pattern: /(?:^|\/)\.(?:bash(?:rc|_profile|_login|_logout)|profile|zsh(?:rc|env)|zprofile|inputrc|ssh)(?:\/|$)/,
    does: phrase("runs in every shell"),
  },
  {
    pattern:
      /(?:^|\/)(?:agents|claude|gemini|copilot-instructions)\.md$|(?:^|\/)\.(?:cursorrules|windsurfrules|clinerules|cursor|continue|roo|claude|kilocode)(?:\/|$)|(?:^|\/)\.mcp\.json$|(?:^|\/)\.(?:upshift|git|cursor|copilot|aider)?ignore$/,
    does: phrase("tells assistants what to do and what to keep out"),
  },
];

/** What a file does that makes it dangerous to change; undefined for an ordinary one. Case does not matter, some systems ignore it. */
export function sensitivity(path: string): Phrase | undefined {
  const lower = path.normalize("NFKC").toLowerCase();
  return SENSITIVE.find(({ pattern }) => pattern.test(lower))?.does;
}
