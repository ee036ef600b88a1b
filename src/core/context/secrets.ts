/** A secret that was taken out: what it is and which placeholder stands in its place. Never the secret itself. */
export interface Redaction {
  readonly kind: string;
  readonly placeholder: string;
}

export interface Redacted {
  readonly text: string;
  readonly redactions: readonly Redaction[];
}

interface SecretRule {
  readonly kind: string;
  /** Global; linear in the text (no nested repetition). Group 1 is the secret where the match holds more than it. */
  readonly pattern: RegExp;
}

/** First table of well-known credential shapes; each has a true and a false case in its test. */
const RULES: readonly SecretRule[] = [
  {
    kind: "private-key",
    pattern:
      /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----)){16,20000}-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g,
  },
  { kind: "anthropic-key", pattern: /\bsk-ant-[A-Za-z0-9_-]{20,200}/g },
  { kind: "openrouter-key", pattern: /\bsk-or-(?:v1-)?[A-Za-z0-9]{20,200}/g },
  { kind: "openai-key", pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,200}/g },
  { kind: "aws-access-key", pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  {
    kind: "aws-secret-key",
    pattern: /aws_?secret_?(?:access_?)?key["']?\s{0,4}[:=]\s{0,4}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/gi,
  },
  { kind: "github-token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})/g },
  { kind: "gitlab-token", pattern: /\bglpat-[A-Za-z0-9_-]{20,64}/g },
  { kind: "npm-token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: "slack-token", pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}/g },
  { kind: "slack-webhook", pattern: /https:\/\/hooks\.slack\.com\/services\/[A-Za-z0-9/]{20,100}/g },
  { kind: "google-key", pattern: /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g },
  { kind: "stripe-key", pattern: /\b[rs]k_live_[A-Za-z0-9]{16,250}/g },
  { kind: "huggingface-token", pattern: /\bhf_[A-Za-z0-9]{30,64}\b/g },
  { kind: "sendgrid-key", pattern: /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}/g },
  {
    kind: "json-web-token",
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,1000}/g,
  },
  { kind: "azure-account-key", pattern: /\bAccountKey=([A-Za-z0-9+/]{60,100}={0,2})/g },
  { kind: "url-password", pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'[]{0,100}:([^\s@/"']{3,200})@[A-Za-z0-9]/gi },
  {
    kind: "password",
    pattern:
      /(?:password|passwd|pwd|secret|api[_-]?key|auth[_-]?token|access[_-]?token)["']?\s{0,4}[:=]\s{0,4}(["'])([^\s"'$<{][^\s"']{7,200})\1/gi,
  },
];

/** Values that look like a credential and are none: references, placeholders, test words. */
const HARMLESS =
  /^(?:x{4,}|\*{4,}|<.*>|\$?\{[^}]*\}|\.{3,}|your[-_].*|change[-_ ]?me.*|example.*|placeholder.*|process\.env.*|os\.environ.*|null|undefined|none|true|false)$/i;

const PLACEHOLDER = /\[\[upshift-secret-\d+:[a-z-]+\]\]/g;
const IS_PLACEHOLDER = new RegExp(`^${PLACEHOLDER.source}$`);

/** Kind of a placeholder that was in the text before: protected like a secret, so that it stands for nothing else. */
const LOOKALIKE = "literal";

/**
 * Takes secrets out of texts and remembers them, so that the same secret always gets the same placeholder and an answer
 * that carries placeholders can be put back. One per request; lives in the host and is never sent or stored.
 */
export class SecretVault {
  readonly #byValue = new Map<string, Redaction>();
  readonly #values = new Map<string, string>();

  /** A text from outside, with each secret replaced by a typed placeholder; lines stay lines. */
  redact(text: string): Redacted {
    return this.redactAnswer(text.replace(PLACEHOLDER, (literal) => this.#remember(LOOKALIKE, literal).placeholder));
  }

  /** The same for the answer of a model that was sent this vault's placeholders: those stay. */
  redactAnswer(text: string): Redacted {
    const found = new Set<Redaction>();
    let clean = text;
    for (const { kind, pattern } of RULES) {
      clean = clean.replace(pattern, (match: string, ...groups: unknown[]) => {
        const secret = lastString(groups) ?? match;
        if (HARMLESS.test(secret) || IS_PLACEHOLDER.test(secret)) return match;
        const lines = secret.split("\n").map((line) => (line === "" ? undefined : this.#remember(kind, line)));
        const [first] = lines;
        if (first) found.add(first);
        const start = match.lastIndexOf(secret);
        const hidden = lines.map((line) => line?.placeholder ?? "").join("\n");
        return match.slice(0, start) + hidden + match.slice(start + secret.length);
      });
    }
    return { text: clean, redactions: [...found] };
  }

  /** `text` with the placeholders of this vault replaced by what they stand for. Unknown placeholders stay. */
  restore(text: string): string {
    return text.replace(PLACEHOLDER, (placeholder) => this.#values.get(placeholder) ?? placeholder);
  }

  #remember(kind: string, secret: string): Redaction {
    const known = this.#byValue.get(secret);
    if (known) return known;
    const redaction = { kind, placeholder: `[[upshift-secret-${this.#byValue.size + 1}:${kind}]]` };
    this.#byValue.set(secret, redaction);
    // A secret may hold a placeholder already, of a shorter secret that an earlier rule found in it.
    this.#values.set(redaction.placeholder, kind === LOOKALIKE ? secret : this.restore(secret));
    return redaction;
  }
}

/** The innermost capture group of a replace callback; its tail holds the offset and the whole text. */
function lastString(groups: readonly unknown[]): string | undefined {
  const captures = groups.slice(
    0,
    groups.findIndex((group) => typeof group === "number"),
  );
  return captures.findLast((capture): capture is string => typeof capture === "string" && capture.length > 1);
}
