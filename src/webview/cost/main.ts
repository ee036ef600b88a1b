import { render } from "lit";
import type { FromCost, ToCost } from "../../protocol/protocol.ts";
import { openBridge } from "../bridge.ts";
import { appRoot, useLanguage, wordsFor } from "../shared/context.ts";
import type { Unfolded } from "./context.ts";
import { renderCost } from "./view.ts";

const root = appRoot();
const bridge = openBridge<ToCost, FromCost>();
let last: ToCost | undefined;
let unfolded: Unfolded = { table: false, method: false };

function draw(): void {
  if (!last) return;
  const { state, locale } = last;
  render(
    renderCost(state, {
      words: wordsFor(locale),
      unfolded,
      toggle: (part) => {
        unfolded = { ...unfolded, [part]: !unfolded[part] };
        draw();
      },
      send: (intent) => bridge.send(intent),
    }),
    root,
  );
}

bridge.listen((message) => {
  useLanguage(message.strings, message.locale);
  last = message;
  draw();
});
bridge.send({ type: "ready" });
