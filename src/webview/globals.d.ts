/** highlight.js ships types for its main entry only. */
declare module "highlight.js/lib/core" {
  import type { HLJSApi } from "highlight.js";
  const core: HLJSApi;
  export default core;
}
