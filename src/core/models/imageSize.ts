import type { ImageSize } from "./imageTokens.ts";

/** A size that pictures have that do not tell theirs. */
const USUAL: ImageSize = { width: 1_024, height: 1_024 };
/** Base64 that surely holds the size, also behind the camera's notes of a JPEG. */
const HEAD_CHARACTERS = 256 * 1_024;

/** Pixels of a PNG, GIF, WebP or JPEG from its head; a usual size where they cannot be read. */
export function imageSize({ base64 }: { readonly base64: string }): ImageSize {
  const bytes = bytesOf(base64);
  const size = bytes && (pngSize(bytes) ?? gifSize(bytes) ?? webpSize(bytes) ?? jpegSize(bytes));
  return size && size.width > 0 && size.height > 0 ? size : USUAL;
}

function bytesOf(base64: string): DataView | undefined {
  try {
    const head = base64.slice(0, HEAD_CHARACTERS);
    const text = atob(head.slice(0, head.length - (head.length % 4)));
    return new DataView(Uint8Array.from(text, (character) => character.charCodeAt(0)).buffer);
  } catch {
    return undefined;
  }
}

function startsWith(bytes: DataView, text: string, at = 0): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (byteAt(bytes, at + index) !== text.charCodeAt(index)) return false;
  }
  return true;
}

function byteAt(bytes: DataView, at: number): number {
  return at < bytes.byteLength ? bytes.getUint8(at) : 0;
}

function pngSize(bytes: DataView): ImageSize | undefined {
  if (!startsWith(bytes, "\x89PNG") || bytes.byteLength < 24) return undefined;
  return { width: bytes.getUint32(16), height: bytes.getUint32(20) };
}

function gifSize(bytes: DataView): ImageSize | undefined {
  if (!startsWith(bytes, "GIF8") || bytes.byteLength < 10) return undefined;
  return { width: bytes.getUint16(6, true), height: bytes.getUint16(8, true) };
}

function webpSize(bytes: DataView): ImageSize | undefined {
  if (!startsWith(bytes, "RIFF") || !startsWith(bytes, "WEBP", 8) || bytes.byteLength < 30) return undefined;
  if (startsWith(bytes, "VP8X", 12)) return { width: 1 + uint24(bytes, 24), height: 1 + uint24(bytes, 27) };
  if (startsWith(bytes, "VP8L", 12)) {
    const packed = bytes.getUint32(21, true);
    return { width: 1 + (packed & 0x3fff), height: 1 + ((packed >> 14) & 0x3fff) };
  }
  return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff };
}

function uint24(bytes: DataView, at: number): number {
  return byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8) | (byteAt(bytes, at + 2) << 16);
}

/** Walks the segments to the frame header: any SOF but those of tables (0xC4), extensions (0xC8) and arithmetic (0xCC). */
function jpegSize(bytes: DataView): ImageSize | undefined {
  if (byteAt(bytes, 0) !== 0xff || byteAt(bytes, 1) !== 0xd8) return undefined;
  for (let at = 2; at + 9 < bytes.byteLength; at += 2 + bytes.getUint16(at + 2)) {
    const marker = byteAt(bytes, at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (byteAt(bytes, at) !== 0xff) return undefined;
    if (isFrame) return { width: bytes.getUint16(at + 7), height: bytes.getUint16(at + 5) };
  }
  return undefined;
}
