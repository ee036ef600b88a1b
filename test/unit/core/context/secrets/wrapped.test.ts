import assert from "node:assert/strict";
import { SecretVault } from "../../../../../src/core/context/secrets.ts";
import { findSecrets } from "../../../../../src/core/context/secrets/scan.ts";
import { spelledOut } from "./makeUp.ts";

const TOKEN = spelledOut("gh{}p_<36>");
const KEY = spelledOut("sk-{}proj-<60>");
const head = TOKEN.slice(0, 14);
const tail = TOKEN.slice(14);

/** Ways in which people and files write a secret so that it does not stand in one piece. */
const SPLIT: Readonly<Record<string, string>> = {
  "strings put together": `const a = "${head}" + "${tail}";`,
  "strings put together over lines": `const a = "${head}" +\n  "${tail}";`,
  "an operator on the next line": `const a = '${head}'\n  + '${tail}';`,
  "literals side by side": `token = ("${head}"\n         "${tail}")`,
  "a dot of PHP": `$a = '${head}' . '${tail}';`,
  "a backslash at the end of the line": `token=${head}\\\n${tail}`,
  "a soft line break of mail": `${head}=\n${tail}`,
  "the lines of a diff": `+const a = "${head}" +\n+  "${tail}";`,
  "strings in the JSON of a notebook": `"a = \\"${head}\\" + \\\\\\n", "      \\"${tail}\\"\\n"`,
};

describe("secrets in disguise", () => {
  for (const [name, text] of Object.entries(SPLIT)) {
    it(`are found over ${name}`, () => {
      const vault = new SecretVault();
      const { text: clean, redactions } = vault.redact(text);
      assert.ok(!clean.includes(head) && !clean.includes(tail), clean);
      assert.equal(redactions.length, 1);
      assert.equal(vault.restore(clean), text);
    });
  }

  it("are found behind base64, whatever the alphabet", () => {
    const inner = `{"auths":{"ghcr.io":{"password":"${TOKEN}?>"}}}`;
    for (const base64 of [Buffer.from(inner).toString("base64"), Buffer.from(inner).toString("base64url")]) {
      const text = `data:\n  config: ${base64}\n`;
      const vault = new SecretVault();
      const { text: clean, redactions } = vault.redact(text);
      assert.equal(redactions[0]?.kind, "github-token");
      assert.ok(!clean.includes(base64.slice(8, 40)));
      assert.equal(vault.restore(clean), text);
    }
  });

  it("are found behind base64 of any length, and in any language", () => {
    for (const before of ["a line\n".repeat(20_000), "Schlüssel für später: "]) {
      const base64 = Buffer.from(`${before}${TOKEN}\n`).toString("base64");
      assert.deepEqual(
        findSecrets(`config: ${base64}`).map(({ kind }) => kind),
        ["github-token"],
      );
    }
    const picture = Buffer.from(Uint8Array.from({ length: 90_000 }, (_, at) => (at * 89) % 256)).toString("base64");
    assert.deepEqual(findSecrets(`url(data:image/png;base64,${picture})`), []);
  });

  it("are found in addresses, diffs and notebooks", () => {
    const texts = [
      `https://example.com/hook?token=${TOKEN}&a=1`,
      `https://x:${TOKEN}@github.com/a/b.git`,
      `@@ -1 +1 @@\n-const k = "";\n+const k = "${KEY}";`,
      JSON.stringify({ text: `first line\n${TOKEN}\n\t${TOKEN}` }).replace(/\\t.*/, '"}'),
      JSON.stringify({ cells: [{ source: [`openai.api_key = "${KEY}"\n`] }] }),
    ];
    for (const text of texts) assert.equal(findSecrets(text).length, 1, text);
  });

  it("are not made up out of neighbours", () => {
    const text = 'const modes = ["sk-",\n  "disk-usage-of-the-last-seven-days-and-more"];';
    assert.deepEqual(findSecrets(text), []);
  });

  it("only warn where nothing but randomness speaks for them", () => {
    const text = 'const cacheKey = "q7ZxR2mK9vT4bW8nL3pY6sD1fG5hJ0aC";';
    const { text: clean, redactions, suspects } = new SecretVault().redact(text);
    assert.deepEqual([clean, redactions, suspects], [text, [], 1]);
  });

  it("of a quarter of a megabyte are found, and what only begins like one costs no more than its length", () => {
    const blob = spelledOut("-----BEGIN{} PRIVATE KEY-----\n") + "A1b2C3d4".repeat(32_768);
    assert.ok(findSecrets(blob).length > 0);
    assert.deepEqual(findSecrets("sk-".repeat(87_500)), []);
  });
});
