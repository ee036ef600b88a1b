import assert from "node:assert/strict";
import { cleanEnv, commandEnv, npmEnv } from "./env.mjs";

describe("the environment of child processes", () => {
  const secrets = {
    UPSHIFT_BASE_URL: "x",
    UPSHIFT_API_KEY: "x",
    UPSHIFT_MINI: "x",
    OPENAI_API_KEY: "x",
    OPENAI_BASE_URL: "x",
    ANTHROPIC_AUTH_TOKEN: "x",
    AZURE_OPENAI_ENDPOINT: "x",
    MY_VENDOR_API_KEY: "x",
    my_vendor_apikey: "x",
    GITHUB_TOKEN: "x",
    AWS_SECRET_ACCESS_KEY: "x",
    DB_PASSWORD: "x",
  };
  const harmless = { PATH: "/bin", HOME: "/home/me", LANG: "C", MONKEY: "1", TOKENISER: "1" };

  it("holds none of the launcher's settings and no secrets", () => {
    assert.deepEqual(cleanEnv({ ...secrets, ...harmless, NPM_TOKEN: "x", NODE_AUTH_TOKEN: "x" }), harmless);
  });

  it("is whole for the commands that ask an endpoint, and for no other", () => {
    for (const what of ["start", "cli", "eval"]) assert.equal(commandEnv(what, secrets), secrets);
    for (const what of ["test", "bench", "host"]) assert.deepEqual(commandEnv(what, secrets), {});
  });

  it("leaves npm its own login, and nothing more", () => {
    assert.deepEqual(npmEnv({ ...secrets, ...harmless, NPM_TOKEN: "x" }), { ...harmless, NPM_TOKEN: "x" });
  });
});
