import type { ParameterFamily } from "./parameterFamily.ts";
import type { Price } from "./price.ts";
import type { Tier } from "./tier.ts";

/** How much a model reasons before it answers, as endpoints name it. */
export type Effort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";

/** A model as one connection offers it: the same name behind two connections is two of these. */
export interface ModelInfo {
  /** `connection/model`, the form used in settings. */
  readonly id: string;
  readonly connection: string;
  /** The name the endpoint knows it by. */
  readonly model: string;
  /** What people read: the model's name, or "demo, no AI". */
  readonly label: string;
  /** Host name (and port where not the default) that requests go to; empty when nothing leaves this process. */
  readonly host: string;
  readonly price: Price;
  /** Prompt and answer together, in tokens; absent where unknown. */
  readonly contextWindow?: number;
  /** Longest answer, in tokens; absent where unknown. */
  readonly maxOutput?: number;
  /** The least effort it can be told to; absent for models that do not reason or of which nothing is known. */
  readonly leastEffort?: Effort;
  /** Every effort it can be told to, least first; absent where unknown. */
  readonly efforts?: readonly Effort[];
  /** Which parameters it takes, where that is no matter of the endpoint. */
  readonly parameters?: ParameterFamily;
  /** True when it reads images; absent where unknown. */
  readonly images?: boolean;
  /** True when it calls tools; absent where unknown. */
  readonly tools?: boolean;
  /** True when the endpoint runs on this machine. */
  readonly local: boolean;
  /** The scripted demo: no model at all, simulated prices. */
  readonly demo: boolean;
  /** Most days that the endpoint keeps requests by its own terms; absent where they are not known. */
  readonly keepsDays?: number;
  /** The endpoint hands requests on to others. */
  readonly passesOn?: true;
  /** Day the maker shuts it down, `YYYY-MM-DD`. */
  readonly shutdownDate?: string;
  readonly replacement?: string;
}

/** A model in the role that the user gave it. */
export interface Candidate {
  readonly tier: Tier;
  readonly info: ModelInfo;
}
