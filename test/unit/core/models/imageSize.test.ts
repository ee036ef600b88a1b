import assert from "node:assert/strict";
import fc from "fast-check";
import { imageSize } from "../../../../src/core/models/imageSize.ts";

const bytes = (...parts: readonly (string | readonly number[])[]): string =>
  Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))),
  ).toString("base64");
const zeros = (count: number): readonly number[] => Array<number>(count).fill(0);

/** 640 × 480 in each format. */
const PICTURES: Readonly<Record<string, string>> = {
  PNG: bytes("\x89PNG\r\n\x1a\n", [0, 0, 0, 13], "IHDR", [0, 0, 2, 128, 0, 0, 1, 224, 8, 6, 0, 0, 0]),
  GIF: bytes("GIF89a", [128, 2, 224, 1], zeros(8)),
  "WebP, lossy": bytes("RIFF", zeros(4), "WEBPVP8 ", zeros(10), [128, 2, 224, 1]),
  "WebP, lossless": bytes("RIFF", zeros(4), "WEBPVP8L", zeros(4), [47, 127, 194, 119, 0], zeros(5)),
  "WebP, extended": bytes("RIFF", zeros(4), "WEBPVP8X", zeros(8), [127, 2, 0, 223, 1, 0]),
  JPEG: bytes([255, 216, 255, 224, 0, 4, 0, 0, 255, 196, 0, 3, 0, 255, 192, 0, 11, 8, 1, 224, 2, 128, 3], zeros(8)),
};

describe("the size of a picture", () => {
  for (const [name, base64] of Object.entries(PICTURES)) {
    it(`is read from a ${name}`, () => {
      assert.deepEqual(imageSize({ base64 }), { width: 640, height: 480 });
    });
  }

  it("is a usual one where none can be read, and nothing is thrown", () => {
    const usual = { width: 1_024, height: 1_024 };
    for (const base64 of ["", "no base64 at all!", bytes("\x89PNG"), bytes([255, 216, 255]), bytes("GIF89a", zeros(8))])
      assert.deepEqual(imageSize({ base64 }), usual);
    fc.assert(
      fc.property(fc.uint8Array(), (any) => {
        assert.ok(imageSize({ base64: Buffer.from(any).toString("base64") }).width > 0);
      }),
    );
  });
});
