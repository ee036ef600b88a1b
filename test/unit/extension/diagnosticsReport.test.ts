import assert from "node:assert/strict";
import { type DiagnosticsFacts, diagnosticsReport } from "../../../src/extension/support/diagnosticsReport.ts";

const FACTS: DiagnosticsFacts = {
  versions: { Upshift: "0.1.0", "VS Code": "1.139.1", system: "linux x64" },
  settings: {
    "models.mini": "test/gpt-6-luna",
    "models.connections": { test: { preset: "custom", baseUrl: "https://host.example/token-in-the-path/v1" } },
    "routing.tier": "auto",
    "context.maxTokens": 16_000,
    "privacy.useGitignore": true,
    "prompts.own": "a text of the user",
    "rules.list": ["one", "two"],
    "models.local": "",
    "models.deep": undefined,
  },
  connections: [
    { name: "test", preset: "custom", host: "host.example", hasKey: true },
    { name: "demo", preset: "demo", host: "", hasKey: false },
  ],
  errors: [{ at: Date.UTC(2026, 10, 21, 9), code: "rate-limit", where: "test/gpt-6-luna" }],
};

describe("the text of Copy Diagnostics", () => {
  it("holds versions, settings, connections and errors", () => {
    assert.equal(
      diagnosticsReport(FACTS),
      `# Upshift diagnostics
- Upshift: 0.1.0
- VS Code: 1.139.1
- system: linux x64

## Settings
- models.mini: test/gpt-6-luna
- models.connections: 1 entries
- routing.tier: auto
- context.maxTokens: 16000
- privacy.useGitignore: true
- prompts.own: set
- rules.list: 2 entries
- models.local: ""
- models.deep: not set

## Connections
- test: custom at host.example, key stored
- demo: demo at this window, no key

## Last errors
- 2026-11-21T09:00:00.000Z rate-limit test/gpt-6-luna
`,
    );
  });

  it("holds nothing that is the user's own", () => {
    const text = diagnosticsReport(FACTS);
    for (const own of ["token-in-the-path", "a text of the user", "https://"]) {
      assert.ok(!text.includes(own), own);
    }
  });

  it("says so when there is nothing, and shows the newest errors only", () => {
    const none = diagnosticsReport({ versions: {}, settings: {}, connections: [], errors: [] });
    assert.match(none, /## Connections\nnone\n\n## Last errors\nnone\n$/);
    const errors = Array.from({ length: 30 }, (_, index) => ({ at: index, code: `code-${index}`, where: "" }));
    const text = diagnosticsReport({ ...FACTS, errors });
    assert.ok(!text.includes("code-9") && text.includes("code-10") && text.includes("code-29"));
  });
});
