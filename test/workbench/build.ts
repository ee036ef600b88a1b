import { buildAll, watchAll } from "./bundles.ts";

// node test/workbench/build.ts [--production | --watch]
try {
  if (process.argv.includes("--watch")) await watchAll();
  else await buildAll(process.argv.includes("--production") ? "production" : "development");
} catch (error) {
  // esbuild has already printed what is wrong with the sources.
  if (!(error instanceof Error && "errors" in error)) console.error(error);
  process.exitCode = 1;
}
