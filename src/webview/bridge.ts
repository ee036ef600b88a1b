interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** What survives a rebuild of the view: the text being typed, and which host draft it already took over. */
export interface Draft {
  readonly text: string;
  readonly id: number;
}

/** The view's end of the channel: `In` comes from the host, `Out` goes to it. */
export interface Bridge<In, Out> {
  send(message: Out): void;
  listen(handler: (message: In) => void): void;
  readDraft(): Draft;
  keepDraft(draft: Draft): void;
}

/** May be called once per view: VS Code hands out its API a single time. */
export function openBridge<In extends { readonly type: string }, Out>(): Bridge<In, Out> {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    listen: (handler) =>
      window.addEventListener("message", (event: MessageEvent<unknown>) => {
        if (isMessage(event.data)) handler(event.data as In);
      }),
    readDraft: () => draftOf(api.getState()),
    keepDraft: (draft) => api.setState(draft),
  };
}

function isMessage(data: unknown): data is { readonly type: string } {
  return typeof data === "object" && data !== null && "type" in data && typeof data.type === "string";
}

function draftOf(state: unknown): Draft {
  const kept = typeof state === "object" && state !== null ? (state as Partial<Record<keyof Draft, unknown>>) : {};
  return {
    text: typeof kept.text === "string" ? kept.text : "",
    id: typeof kept.id === "number" ? kept.id : -1,
  };
}
