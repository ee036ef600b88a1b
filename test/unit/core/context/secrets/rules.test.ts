import assert from "node:assert/strict";
import { SecretVault } from "../../../../../src/core/context/secrets.ts";
import type { NamedRule, SecretRule } from "../../../../../src/core/context/secrets/rule.ts";
import { findSecrets } from "../../../../../src/core/context/secrets/scan.ts";
import { SECRET_RULES } from "../../../../../src/core/context/secrets/table.ts";
import { madeUp, spelledOut } from "./makeUp.ts";
import { SERVICE_ROWS } from "./serviceRows.ts";
import { TOKEN_ROWS } from "./tokenRows.ts";

const ROWS = [...TOKEN_ROWS, ...SERVICE_ROWS].map(([kind, secret, harmless]) => ({
  kind,
  secret: spelledOut(secret),
  harmless: spelledOut(harmless),
}));

const isNamed = (rule: SecretRule): rule is NamedRule => "value" in rule;
const NAMED = SECRET_RULES.filter(isNamed);
/** Kinds of rules that take a UUID behind a name; their rows have one for each way of writing. */
const isUuid = (rule: SecretRule): boolean => rule.pattern.source.includes("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}");

describe("secret rules", () => {
  for (const { kind, secret, harmless } of ROWS) {
    it(`${kind}: takes out ${secret.trim().slice(0, 30)}…`, () => {
      const vault = new SecretVault();
      const { text, redactions } = vault.redact(`let a = 1;\n${secret}\nlet b = 2;`);
      assert.deepEqual(
        redactions.map((redaction) => redaction.kind),
        [kind],
      );
      assert.match(text, /^let a = 1;\n[^]*\nlet b = 2;$/);
      assert.equal(text.split("\n").length, secret.split("\n").length + 2, "lines keep their numbers");
      assert.equal(vault.restore(text), `let a = 1;\n${secret}\nlet b = 2;`);
    });

    it(`${kind}: leaves ${harmless.trim().slice(0, 40)} alone`, () => {
      const found = findSecrets(harmless).filter(({ sure }) => sure);
      assert.ok(!found.some((finding) => finding.kind === kind), JSON.stringify(found));
    });
  }

  for (const rule of NAMED) {
    const { letters, min, max, prefix } = rule.value;
    const value = `${prefix}${madeUp(max, letters)}`;
    const name = `${rule.anchors[0] ?? ""}_key`;
    it(`${rule.kind}: takes out what is assigned to ${name}`, () => {
      for (const text of [`${name} = "${value}"`, `{"${name}": "${value}"}`, `export ${name.toUpperCase()}=${value}`]) {
        const [finding] = findSecrets(text);
        assert.equal(text.slice(finding?.secret[0]?.start, finding?.secret[0]?.end), value, text);
      }
    });
    it(`${rule.kind}: leaves a name, a placeholder and other lengths alone`, () => {
      const short = `${prefix}${madeUp(min - 1, letters)}`;
      const texts = [`${name} = get("${short.slice(0, 6)}")`, `${name} = "${prefix}${"x".repeat(max)}"`];
      for (const text of texts) assert.deepEqual(findSecrets(text), [], text);
    });
  }

  it("each have a case", () => {
    const kinds = new Set(ROWS.map(({ kind }) => kind));
    const missing = SECRET_RULES.filter(
      (rule) => !kinds.has(rule.kind) && !isNamed(rule) && !isUuid(rule) && !rule.warns,
    );
    assert.deepEqual(
      missing.map(({ kind }) => kind),
      [],
    );
  });

  it("have anchors of three characters or more, in small letters", () => {
    for (const { anchors, kind } of SECRET_RULES) {
      for (const anchor of anchors)
        assert.ok(anchor.length >= 3 && anchor === anchor.toLowerCase(), `${kind}: ${anchor}`);
    }
  });

  it("read a bounded length from where they begin, so that the work is bound by the text", () => {
    for (const { pattern, kind } of SECRET_RULES) {
      assert.ok(pattern.sticky, kind);
      const withoutClasses = pattern.source.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x");
      const unbounded = withoutClasses.replace(/\(\?[:=!]|\(\?<[=!]/g, "(").match(/[*+]|\{\d+,\}/g) ?? [];
      // A space between words may be of any length only where the words themselves are rare.
      assert.ok(
        unbounded.length === 0 || kind === "netrc-password" || kind === "putty-key",
        `${kind}: ${pattern.source}`,
      );
    }
  });
});
