import type { Failure } from "../../core/assist/errors.ts";
import type { ModelPrices } from "../../core/models/resolve.ts";
import type { Listings } from "../listings.ts";
import type { Keys } from "../secrets.ts";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";

export interface Connecting {
  readonly settings: SettingsService;
  readonly keys: Keys;
  readonly words: Words;
  readonly prices: ModelPrices;
  readonly listings: Listings;
  readonly report: (failure: Failure) => void;
}
