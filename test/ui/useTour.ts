import type { Browser } from "playwright-core";
import { type Endpoint, type EndpointOptions, startEndpoint } from "../workbench/endpoint.ts";
import { launchBrowser } from "../workbench/host.ts";
import { demoSettings, pictureOfFailure, startTour, type Tour, type TourOptions } from "./tour.ts";

/** A window, and the endpoint that answers in it. */
export interface OpenTour extends Tour {
  readonly endpoint: Endpoint;
}

const demo = ({ baseUrl }: Endpoint): TourOptions => ({ machineSettings: demoSettings(baseUrl) });

/**
 * Opens a window on the sample before the tests of a suite and closes everything after them; a failed test leaves a
 * picture. What was opened is there from the suite's own `before` on.
 */
export function useTour(
  from: EndpointOptions,
  options: (endpoint: Endpoint) => TourOptions | Promise<TourOptions> = demo,
): () => OpenTour {
  let browser: Browser | undefined;
  let endpoint: Endpoint | undefined;
  let tour: Tour | undefined;

  before(async () => {
    endpoint = await startEndpoint(from);
    browser = await launchBrowser();
    tour = await startTour(browser, await options(endpoint));
  });
  afterEach(function () {
    return pictureOfFailure(this.currentTest, tour?.page);
  });
  after(async () => {
    await browser?.close();
    await tour?.stop();
    await endpoint?.close();
  });

  return () => {
    if (tour === undefined || endpoint === undefined) throw new Error("The tour has not begun");
    return { ...tour, endpoint };
  };
}
