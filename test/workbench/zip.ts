import { readFileSync } from "node:fs";

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;

/** The names of the files in a zip archive, read from its central directory. */
export function zipNames(file: string): readonly string[] {
  const data = readFileSync(file);
  const end = data.lastIndexOf(signatureBytes(END_SIGNATURE));
  if (end < 0 || end + END_SIZE > data.length) throw new Error(`${file} is not a zip archive`);
  const count = data.readUInt16LE(end + 10);
  const names: string[] = [];
  for (let at = data.readUInt32LE(end + 16); names.length < count;) {
    if (data.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new Error(`${file} has a broken directory`);
    const length = data.readUInt16LE(at + 28);
    names.push(data.toString("utf8", at + ENTRY_SIZE, at + ENTRY_SIZE + length));
    at += ENTRY_SIZE + length + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return names;
}

function signatureBytes(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}
