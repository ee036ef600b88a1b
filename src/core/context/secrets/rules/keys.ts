import { ASSIGNS, type SecretRule, token } from "../rule.ts";

/** Between two lines of a key inside a string of JSON or of a program. */
const SEPARATOR = String.raw`(?:\\[nrt]|[\s"',;+\\])`;
const HEADER = "-----BEGIN[ A-Z0-9_-]{0,60}PRIVATE KEY(?: BLOCK)?-----";
const WHOLE = String.raw`(?:[^-]|-(?!----)){40,20000}-----END[ A-Z0-9_-]{0,60}-----`;
/** A key whose end was cut off: at least one long line of base64 after the header. */
const CUT = String.raw`${SEPARATOR}{0,20}[A-Za-z0-9/=]{40,400}(?:${SEPARATOR}{1,20}[A-Za-z0-9/=]{16,400}){0,400}`;

/** Words before 64 hexadecimal digits that make them a digest or a constant rather than a key. */
const DIGEST =
  /(?:hash|digest|sha-?\d|checksum|commit|block|tx|txid|root|topic|salt|bytes32|keccak|integrity|curve|modulus|prime|BigInt|merkle|expected|signature)[\w\s"'`:=([,.-]{0,24}(?:0x)?$/i;

/** Keys of mathematics: certificates, tokens that are signed, wallets. */
export const KEYS: readonly SecretRule[] = [
  { kind: "private-key", anchors: ["-----begin"], pattern: new RegExp(`${HEADER}(?:${WHOLE}|${CUT})`, "y") },
  token(
    "putty-key",
    ["private-lines:"],
    /Private-Lines: \d{1,3}(?:\s{1,2}|\\n)((?:[A-Za-z0-9+/=]{40,64}(?:\s{1,2}|\\n)){1,200})/iy,
  ),
  {
    kind: "json-web-token",
    anchors: ["eyj"],
    pattern: /eyJ[\w-]{8,2000}\.ey[\w/\\-]{8,4000}\.(?:[\w/\\-]{10,1000}={0,2})?/y,
    starts: "word",
    entropy: 3,
  },
  {
    kind: "wallet-key",
    anchors: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f"].map((hex) => `0x${hex}`),
    pattern: /0x([0-9a-f]{64})(?![0-9a-zA-Z])/iy,
    before: /(?<![\w.])$/,
    entropy: 3,
    harmless: (_, { index, input }) => DIGEST.test(input.slice(Math.max(0, index - 60), index)),
  },
  {
    kind: "wallet-key",
    anchors: ["private_key", "privatekey", "private-key", "priv_key", "privkey"],
    pattern: new RegExp(`priv(?:ate)?[_-]?key${ASSIGNS}((?:0x)?[0-9a-f]{64})(?![0-9a-zA-Z])`, "iy"),
    entropy: 3,
  },
];
