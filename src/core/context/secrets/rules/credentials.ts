import { decodeRun } from "../encoded.ts";
import { harmlessAssigned, harmlessPassword, harmlessUser, isNumberedName, isReference, isSlug } from "../harmless.ts";
import type { SecretRule } from "../rule.ts";

/** Passwords and tokens without a shape of their own, known by where they stand: addresses, headers, command lines. */
export const CREDENTIALS: readonly SecretRule[] = [
  {
    kind: "url-password",
    anchors: ["://"],
    // The last `@` before the path ends the password: people forget to escape it.
    pattern: /:\/\/[^\s:@/"'`<>[\]]{0,100}:([^\s/"'`<>]{3,200})@[A-Za-z0-9[](?:[A-Za-z0-9%._~-]{0,250}[A-Za-z0-9])?/dy,
    before: /[a-z][a-z0-9+.-]{0,20}$/i,
    harmless: (secret, [match]) => {
      const user = match.slice(3, match.indexOf(":", 3));
      return harmlessPassword(secret) || harmlessUser(user) || (secret === user && secret !== "");
    },
  },
  {
    kind: "curl-password",
    anchors: [" -u ", ' -u"', " -u'", " -u=", " --user ", " --user=", "\t-u ", "\n-u "],
    pattern: /\s(?:-u|--user)(?:=|[ \t]{0,5})["']?[^\s:"'`<>[\]{}()$]{3,100}:([^\s"'`]{3,200})(?=["'\s]|$)/y,
    near: "curl",
    entropy: 2,
    harmless: harmlessPassword,
  },
  {
    kind: "authorization",
    anchors: ["authorization"],
    // Without a scheme only what a quote ends: `Authorization: header` names a variable.
    pattern:
      /authorization\\?["']?\s{0,3}[:=,]\s{0,3}\\?["'`]?(?:(?:Basic|Bearer|Api-Token|Token|ApiKey|Key)[ \t]{1,3}([\w=~@.+/-]{8,2000})(?=[\\"'`\s,;)}]|$)|([\w=~@.+/-]{8,2000})(?=\\?["'`]))/iy,
    entropy: 2.75,
    harmless: (secret, [match]) => isReference(secret) || (!/\d/.test(secret) && !/basic/i.test(match)),
  },
  {
    kind: "header-key",
    anchors: ["apikey:", "api-key:", "token:", "-key:", "auth-token:", "x-auth:"],
    // Only inside one string, as on a command line: an object's `token:` is judged by the rules for assignments.
    pattern: /(?:apikey|api-key|(?:auth-)?token|-key|x-auth):[ \t]{0,5}([\w=~@.+/-]{8,500})(?=["'`])/iy,
    before: /["'`](?:[A-Za-z]{1,20}-){0,4}$/,
    entropy: 2.75,
    harmless: (secret) => isReference(secret) || !/\d/.test(secret),
  },
  {
    kind: "query-key",
    anchors: ["access_token=", "api_key=", "apikey=", "api-key=", "auth_token=", "client_secret=", "key=", "token="],
    pattern:
      /(?:access_token|api[_-]?key|auth_token|client_secret|key|token)=([\w%.~+-]{16,500})(?=["'`\s&#)<>\\]|$)/iy,
    before: /[?&]$/,
    near: "://",
    entropy: 3.2,
    harmless: (secret) => isReference(secret) || !/\d/.test(secret) || isSlug(secret),
  },
  {
    kind: "connection-password",
    anchors: ["password=", "pwd="],
    pattern: /(?:password|pwd)=([^\s;&"'`<>{}$]{4,200})(?=[;&"'`\s]|$)/iy,
    // After another part of the string: `Uid=sa;Pwd=…`, `?user=app&password=…`.
    before: /=[^\s"'`]{1,80}[;&]\s?$/,
    harmless: harmlessPassword,
  },
  {
    kind: "command-password",
    anchors: [" --password=", " --password ", " --passwd=", "sshpass -p"],
    pattern: /(?:\s--passw(?:or)?d[= ]|sshpass -p ?)["']?([^\s"'`$<>{}[\]]{6,200})/y,
    entropy: 2,
    harmless: harmlessPassword,
  },
  {
    kind: "netrc-password",
    anchors: ["machine "],
    pattern: /machine\s{1,20}\S{1,200}\s{1,20}login\s{1,20}\S{1,200}\s{1,20}password\s{1,20}(\S{4,200})/y,
    before: /(?<![\w"'])$/,
    harmless: harmlessPassword,
  },
  {
    kind: "config-password",
    anchors: ['password" value="', "password>", "passphrase>"],
    pattern: /(?:password" value="([^"\s<>]{8,200})"|(?:password|passphrase)>([^\s<>]{6,200})<\/)/iy,
    harmless: (secret) => harmlessAssigned(secret) || /^%.*%$/.test(secret),
  },
  {
    kind: "docker-login",
    anchors: ["auth"],
    before: /"$/,
    pattern: /auth":\s{0,4}"([A-Za-z0-9+/]{12,800}={0,2})"/y,
    harmless: (secret) => !/^[^\s:]+:[!-~]+$/.test(decodeRun(secret) ?? ""),
  },
  {
    kind: "defined-secret",
    anchors: ["define("],
    // Constants of PHP, as in the configuration of WordPress.
    pattern:
      /define\(\s{0,4}["']\w{0,40}(?:PASSWORD|SECRET|TOKEN|KEY|SALT)["']\s{0,4},\s{0,4}(?:'([^'\\\n]{6,200})'|"([^"\\\n]{6,200})")/y,
    entropy: 2.5,
    harmless: (secret) => harmlessAssigned(secret) || / [a-z]+ /.test(secret),
  },
];

/** Between a name and its sign: the end of a quoted name, or a type such as `: string`, `: &str`, ` string`. */
const NAMED_AS = String.raw`(?:\\?["'\]]{1,2}|\s{0,3}:\s{0,3}[&*]?[A-Za-z][\w.|<>&? ]{0,40}?|[ \t][a-z]\w{0,19})?`;

/** A name that says password, a quoted value: the commonest leak, and the commonest false alarm. */
export const ASSIGNED: readonly SecretRule[] = [
  {
    kind: "password",
    anchors: ["password", "passwd", "pwd", "passphrase"],
    pattern: new RegExp(
      String.raw`(?:password|passwd|pwd|passphrase)\d?${NAMED_AS}\s{0,4}(?::=|=>|[:=])\s{0,4}\\?(["'\x60])([^\s"'\x60\\]{6,200})\\?\1`,
      "iy",
    ),
    harmless: harmlessAssigned,
  },
  {
    kind: "secret",
    anchors: [
      "secret",
      "api_key",
      "apikey",
      "api-key",
      "api_token",
      "apitoken",
      "auth_token",
      "authtoken",
      "access_token",
      "accesstoken",
      "auth-token",
      "refresh_token",
      "refreshtoken",
      "private_key",
      "privatekey",
      "encryption_key",
      "signing_key",
      "access_key",
      "accesskey",
      "secret_key",
      "secretkey",
      "bot_token",
      "bottoken",
    ],
    pattern: new RegExp(
      String.raw`(?:(?:client|app|api|shared|jwt|session|cookie)?[_-]?secret(?:[_-]?(?:key(?:_base)?|token|value))?|api[_-]?key|(?:api|auth|access|bot|refresh)[_-]?token|(?:private|encryption|signing|access|secret)_?key)${NAMED_AS}\s{0,4}(?::=|=>|[:=])\s{0,4}\\?(["'\x60])([^\s"'\x60\\]{8,500})\\?\1`,
      "iy",
    ),
    entropy: 2.5,
    harmless: (secret) => !/\d/.test(secret) || harmlessPassword(secret),
  },
  {
    kind: "environment-secret",
    anchors: ["password=", "passwd=", "secret=", "_token=", "_key=", "apikey=", "secret_key="],
    pattern: new RegExp(
      String.raw`(?:password|passwd|secret|_token|_key|apikey|secret_key)=["']?((?:base64:)?[\w+/.~!@#%^*?&=-]{8,200})["']?(?=\s|$)`,
      "iy",
    ),
    // A line of its own, as in `.env` and in shells: capitals, then the value.
    before: /(?:^|[\n"'`])[ \t]{0,8}[+-]?(?:export |set |ENV |ARG |- )?(?!\w*PUBLIC)[A-Z][A-Z0-9_]{0,60}$/,
    entropy: 2.5,
    harmless: (secret, [match]) =>
      !/\d/.test(secret) || harmlessPassword(secret) || (!/^passw/i.test(match) && isSlug(secret)),
  },
  {
    kind: "configured-password",
    anchors: ["password", "passwd", "passphrase"],
    // A line of YAML, of a properties file or of what a debugger shows: a name, and a value without quotes to its end.
    pattern:
      /(?:password|passwd|passphrase)[ \t]{0,4}[:=][ \t]{0,4}([^\s"'`,;(){}[\]<>$|]{8,200})(?=[ \t]{0,4}(?:[\r\n]|$))/iy,
    before: /(?:^|[\n"'`])[+-]?[ \t]{0,40}(?:- )?[\w.-]{0,40}$/,
    entropy: 3,
    harmless: (secret) => harmlessPassword(secret) || !/\d/.test(secret) || isNumberedName(secret),
  },
  {
    kind: "configured-secret",
    anchors: ["secret", "token:", "api_key:", "apikey:", "api-key:", "private_key:", "access_key:"],
    // The same for a name that may hold anything: the value has to look random.
    pattern:
      /(?:secret(?:[_-]?(?:access)?[_-]?key(?:_base)?)?|token|api[_-]?key|(?:private|access)_key):[ \t]{1,4}([\w+/-]{20,200}={0,2})(?=[ \t]{0,4}(?:[\r\n]|$))/iy,
    before: /(?:^|\n)[+-]?[ \t]{0,40}(?:- )?[\w.-]{0,40}$/,
    entropy: 3.7,
    harmless: (secret) => !/\d/.test(secret) || harmlessPassword(secret) || isSlug(secret) || isNumberedName(secret),
  },
];

/** Random text under a name that could mean anything. */
export const SUSPECTS: readonly SecretRule[] = [
  {
    kind: "random-text",
    anchors: ["key", "token", "secret", "passw", "auth", "cred", "salt", "hash_", "signature"],
    pattern: /[A-Za-z_-]{1,30}\\?["'\]]{0,2}\s{0,4}(?::=|=>|[:=])\s{0,4}\\?(["'`])([\w+/=.-]{20,200})\\?\1/iy,
    entropy: 4.2,
    harmless: (secret) => !/\d/.test(secret) || !/[a-z]/i.test(secret) || harmlessAssigned(secret),
    warns: true,
  },
];
