import { type Phrase, phrase } from "../../util/phrase.ts";
import type { ConnectionSetting } from "../settings.ts";

/** What a model was used for in the other tool, as far as its file tells. */
export type FoundRole = "chat" | "completion";

/** One model of another tool's file, with the endpoint that it stands behind. */
export interface FoundModel {
  readonly setting: ConnectionSetting;
  /** What the user calls the endpoint, or its provider's name; a connection is named after it. */
  readonly label: string;
  /** Absent where the file leaves the choice to the endpoint. */
  readonly model?: string;
  readonly roles: readonly FoundRole[];
  /** A key that stands in the file as it is. Never logged, never shown. */
  readonly key?: string;
}

/** Something in the file that does not come along, and why. */
export interface LeftOut {
  /** As the file calls it. */
  readonly what: string;
  readonly why: Phrase;
}

/** What one file holds, in its own order. */
export interface Findings {
  readonly models: readonly FoundModel[];
  readonly left: readonly LeftOut[];
}

export const WHY = {
  otherProtocol: (provider: string): Phrase => phrase("{provider} does not speak the OpenAI protocol", { provider }),
  unknownProvider: (provider: string): Phrase => phrase('"{provider}" is not known here', { provider }),
  noAddress: phrase("it has no address"),
  badAddress: phrase("its address is not an http or https address"),
  notChat: phrase("models for embedding and ranking are not used"),
  onHub: phrase("it lies on the other tool's hub, not in the file"),
  ownHeaders: phrase("headers of your own are not sent"),
  keyElsewhere: phrase("its key is not in the file; set it after the import"),
  otherApi: (api: string): Phrase => phrase("it uses the {api} API; Upshift uses chat completions", { api }),
  notModels: phrase("only connections and models are taken over"),
  unreadable: phrase("it is not written as expected"),
} as const;
