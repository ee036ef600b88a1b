import { parseArgs } from "node:util";
import { startEndpoint } from "./endpoint.ts";

// node test/workbench/endpointMain.ts [--port N] [--pace X] [--key KEY]
// The scripted endpoint on its own, for tours by hand.

const { values } = parseArgs({
  options: { port: { type: "string" }, pace: { type: "string" }, key: { type: "string" } },
});
const endpoint = await startEndpoint({
  port: Number(values.port ?? 0),
  pace: Number(values.pace ?? 1),
  ...(values.key === undefined ? {} : { requireKey: values.key }),
});
console.log(`${endpoint.baseUrl}\ncontrol token ${endpoint.controlToken}`);
