import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Endpoint, startEndpoint } from "./endpoint.ts";
import { ask, read } from "./endpointClient.ts";
import { type FaultResponse, framesOf } from "./endpointFaults.ts";

interface Row {
  readonly name: string;
  readonly response: FaultResponse;
}

const MATRIX = resolve(import.meta.dirname, "../../../shared/data/models/error-matrix.json");

describe("the endpoint, playing the error matrix", () => {
  if (!existsSync(MATRIX)) {
    it.skip("the error matrix is not there, so no row of it was played");
    console.log("Left out: the error matrix is not there, so no row of it was played.");
    return;
  }
  const { cases }: { readonly cases: readonly Row[] } = JSON.parse(readFileSync(MATRIX, "utf8"));
  let endpoint: Endpoint;
  before(async () => {
    endpoint = await startEndpoint({ pace: 0 });
  });
  afterEach(() => endpoint.behave());
  after(() => endpoint.close());

  for (const { name, response } of cases) {
    it(name, async () => {
      endpoint.misbehave({ response });
      if (response.hang) await assertNoAnswer(endpoint, response.hang);
      else await assertPlayed(await ask(endpoint), response);
    });
  }
});

async function assertNoAnswer(endpoint: Endpoint, hang: string): Promise<void> {
  const signal = AbortSignal.timeout(100);
  await assert.rejects(ask(endpoint, { signal }), (error: Error) => {
    const reason = `${error.name} ${JSON.stringify(error.cause)}`;
    assert.match(
      reason,
      { before_headers: /TimeoutError/, reset: /ECONNRESET/, refused: /ECONNREFUSED/ }[hang] ?? /never/,
    );
    return true;
  });
}

/** Status, headers, every byte, and the way it ends. */
async function assertPlayed(answer: Response, fault: FaultResponse): Promise<void> {
  assert.equal(answer.status, fault.status);
  for (const [name, value] of Object.entries(fault.headers ?? {})) {
    const got = answer.headers.get(name) ?? "";
    if (value.startsWith("@now")) assert.ok(Math.abs(Date.parse(got) - Date.now() - 2_000) < 2_000, got);
    else assert.equal(got, value);
  }
  const wanted = Buffer.concat([Buffer.from(fault.body ?? ""), ...framesOf(fault)]);
  // A case that repeats for ever is heard for a moment only.
  const endless = (fault.repeat ?? 1) > 1;
  const { bytes, end } = await read(answer, endless ? 20 : fault.end === "hang" ? 500 : 10_000);
  if (endless) assert.ok(bytes.length > 0 && wanted.subarray(0, bytes.length).equals(bytes));
  else assert.ok(bytes.equals(wanted), `${bytes.length} bytes came, ${wanted.length} were meant`);
  if (!endless) assert.equal(end, fault.end ?? "fin");
}
