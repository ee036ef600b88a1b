/** Why a change of a file needs a confirmation of its own: what it would steer. */
export type Steers = "editor" | "hooks" | "pipeline" | "scripts" | "shell" | "secrets" | "rules";

interface SensitiveRow {
  readonly steers: Steers;
  /** On the path in small letters, with `/`. */
  readonly pattern: RegExp;
}

/** Files that run, allow or reveal something by themselves once they are saved. A row is one kind. */
const ROWS: readonly SensitiveRow[] = [
  {
    steers: "editor",
    pattern: /(?:^|\/)\.vscode(?:\/|$)|\.code-workspace$|(?:^|\/)\.(?:idea|fleet|zed|cursor|devcontainer)(?:\/|$)/,
  },
  { steers: "editor", pattern: /(?:^|\/)(?:\.?devcontainer\.json|\.editorconfig)$/ },
  {
    steers: "hooks",
    pattern: /(?:^|\/)\.git(?:\/|$)|(?:^|\/)\.(?:husky|githooks)(?:\/|$)|(?:^|\/)\.git(?:modules|attributes)$/,
  },
  { steers: "hooks", pattern: /(?:^|\/)(?:\.pre-commit-config\.ya?ml|lefthook\.ya?ml)$/ },
  {
    steers: "pipeline",
    pattern: /(?:^|\/)\.(?:github|gitlab|circleci|buildkite|azure-pipelines|woodpecker|drone)(?:\/|$)/,
  },
  {
    steers: "pipeline",
    pattern:
      /(?:^|\/)(?:\.gitlab-ci\.yml|azure-pipelines[^/]*\.yml|jenkinsfile|\.travis\.yml|bitbucket-pipelines\.yml|\.drone\.yml|appveyor\.yml)$/,
  },
  {
    steers: "scripts",
    pattern:
      /(?:^|\/)(?:package\.json|\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.cjs|makefile|justfile|taskfile\.ya?ml|setup\.(?:py|cfg)|pyproject\.toml|conftest\.py|build\.rs|composer\.json|gemfile|rakefile|dockerfile)$/,
  },
  {
    steers: "shell",
    pattern:
      /(?:^|\/)\.(?:bash|zsh)(?:rc|_profile|env|_login|_logout)$|(?:^|\/)\.(?:profile|login|inputrc|envrc)$|(?:^|\/)(?:profile|microsoft\.powershell_profile)\.ps1$|(?:^|\/)config\.fish$/,
  },
  {
    steers: "secrets",
    pattern:
      /(?:^|\/)\.env(?:\.[^/]*)?$|(?:^|\/)\.(?:netrc|pgpass|ssh|aws|kube|docker)(?:\/|$)|(?:^|\/)authorized_keys$/,
  },
  {
    steers: "rules",
    pattern:
      /(?:^|\/)(?:\.upshift|\.upshiftignore|\.gitignore|agents\.md|claude\.md|\.cursorrules|\.clinerules|\.mcp\.json|mcp\.json)(?:\/|$)|(?:^|\/)copilot-instructions\.md$/,
  },
];

/**
 * What a file steers by being changed; undefined for an ordinary file. Judges the spelling that the file system may
 * see: either slash, either case, composed letters, no trailing dots and blanks, no alternate streams of Windows. The
 * caller gives the path inside the workspace after links on it were followed.
 */
export function steersOf(path: string): Steers | undefined {
  const plain = path
    .normalize("NFKC")
    .replaceAll("\\", "/")
    .replace(/:[^/]*/g, "")
    .replace(/[. ]+(?=\/|$)/g, "")
    .replace(/\/{2,}|\/(?:\.\/)+/g, "/")
    .replace(/[\p{Cf}\p{Cc}]/gu, "")
    .toLowerCase();
  return ROWS.find(({ pattern }) => pattern.test(plain))?.steers;
}
