import assert from "node:assert/strict";
import { vendorOf } from "./startModels.ts";

describe("models of npm start", () => {
  const hosts = [
    ["https://api.openai.com/v1", "openai"],
    ["https://eu.api.openai.com/v1", "openai"],
    ["https://api.anthropic.com/v1", "anthropic"],
    ["https://generativelanguage.googleapis.com/v1beta/openai", "google"],
    ["https://api.mistral.ai:8443/v1", "mistral"],
    ["https://openrouter.ai/api/v1", undefined],
    ["https://notapi.openai.com.example.org/v1", undefined],
    ["https://myapi.openai.com/v1", undefined],
    ["http://127.0.0.1:4000/v1", undefined],
  ] as const;
  for (const [address, vendor] of hosts) {
    it(`have ${vendor ?? "no"} list prices at ${new URL(address).host}`, () => {
      assert.equal(vendorOf(new URL(address)), vendor);
    });
  }
});
