import { parse as parseJson, type ParseError, printParseErrorCode } from "jsonc-parser";
import { parse as parseYaml } from "yaml";

/**
 * The content of another tool's configuration file: JSON, with the comments and trailing commas that VS Code allows, or
 * YAML with anchors and merge keys. Throws with a reason for people when it is neither; expansion of anchors is bounded.
 */
export function readConfig(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, "");
  return /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*[[{]/.test(plain) ? readJson(plain) : readYaml(plain);
}

function readJson(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parseJson(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (!first) return value;
  const line = text.slice(0, first.offset).split("\n").length;
  throw new Error(`line ${line}: ${printParseErrorCode(first.error)}`);
}

function readYaml(text: string): unknown {
  try {
    return parseYaml(text, { merge: true, maxAliasCount: 100, logLevel: "error", prettyErrors: false });
  } catch (error) {
    throw new Error(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error), { cause: error });
  }
}
