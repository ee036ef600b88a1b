import * as vscode from "vscode";
import { type Failure, toFailure } from "../../core/assist/errors.ts";
import { type Endpoint, hostOf } from "../../providers/endpoint.ts";
import type { Listings } from "../listings.ts";
import type { Words } from "../words.ts";

/** The names of an endpoint's models, whose facts are remembered; why there are none; or undefined when the user gave up waiting. */
export async function fetchListing(
  endpoint: Endpoint,
  { words: { t }, listings }: { readonly words: Words; readonly listings: Listings },
): Promise<readonly string[] | Failure | undefined> {
  const { openConnection } = await import("../../providers/connection.ts");
  const title = t("Asking {host} for its models", { host: hostOf(endpoint) });
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return await vscode.window.withProgress(options, async (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return await openConnection(endpoint)
      .list(controller.signal)
      .then(
        (found) => {
          listings.remember(endpoint.baseUrl, found);
          return found.map(({ id }) => id);
        },
        (error: unknown) => (controller.signal.aborted ? undefined : toFailure(error)),
      );
  });
}

export function isListing(result: readonly string[] | Failure): result is readonly string[] {
  return Array.isArray(result);
}
