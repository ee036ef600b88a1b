import type { FromChat, ToChat } from "../../protocol/protocol.ts";
import { openBridge } from "../bridge.ts";
import { appRoot } from "../shared/context.ts";
import { startChat } from "./controller.ts";

startChat(appRoot(), openBridge<ToChat, FromChat>());
