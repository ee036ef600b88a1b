import { parentPort } from "node:worker_threads";
import type { CountReply, CountRequest } from "./messages.ts";
import { createO200k } from "./o200k.ts";
import { SegmentCounter } from "./segmentCounter.ts";

// Entry of the worker thread: the vocabulary takes memory and its merging time, neither of which the host has to spare.

const counter = new SegmentCounter(createO200k());

function reply(message: CountReply): void {
  parentPort?.postMessage(message);
}

parentPort?.on("message", ({ id, texts }: CountRequest) => {
  reply({ id, tokens: texts.map((text) => counter.count(text)) });
});
reply({ id: 0, tokens: [] });
