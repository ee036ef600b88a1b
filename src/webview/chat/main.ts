import type { FromChat, ToChat } from "../../protocol/protocol.ts";
import { openBridge } from "../bridge.ts";
import { appRoot } from "../shared/context.ts";
import { ChatController } from "./controller.ts";

new ChatController(appRoot(), openBridge<ToChat, FromChat>());
