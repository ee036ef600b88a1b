import { render } from "lit";
import type { FromCost, ToCost } from "../../protocol/protocol.ts";
import { openBridge } from "../bridge.ts";
import { appRoot, useLanguage, wordsFor } from "../shared/context.ts";
import { renderCost } from "./view.ts";

const root = appRoot();
const bridge = openBridge<ToCost, FromCost>();

bridge.listen((message) => {
  useLanguage(message.strings, message.locale);
  render(
    renderCost(message.state, wordsFor(message.locale), (intent) => bridge.send(intent)),
    root,
  );
});
bridge.send({ type: "ready" });
