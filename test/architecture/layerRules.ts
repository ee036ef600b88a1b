import type { SourceNode } from "./sources.ts";

interface Layer {
  /** Layers below that it may import at run time. */
  readonly layers: readonly string[];
  /** Packages that it may import, or parts of packages, as in `zod/mini`. */
  readonly packages: readonly string[];
  /** Whether it may use Node's own modules. */
  readonly node: boolean;
}

/** The table of src/ARCHITECTURE.md. */
const LAYERS: Readonly<Record<string, Layer>> = {
  util: { layers: [], packages: [], node: false },
  core: { layers: ["util"], packages: ["zod/mini", "ignore", "diff", "node-diff3"], node: false },
  protocol: { layers: ["util"], packages: [], node: false },
  providers: { layers: ["core", "util"], packages: ["openai", "eventsource-parser", "cockatiel"], node: true },
  engines: {
    layers: ["core", "util"],
    packages: [
      "@pydantic/genai-prices",
      "gpt-tokenizer",
      "secretlint",
      "@vscode/tree-sitter-wasm",
      "jsonc-parser",
      "yaml",
    ],
    node: true,
  },
  extension: {
    layers: ["core", "engines", "protocol", "providers", "util"],
    packages: ["vscode", "zod/mini"],
    node: true,
  },
  webview: {
    layers: ["protocol", "util"],
    packages: [
      "lit",
      "@vscode-elements/elements",
      "markdown-it",
      "dompurify",
      "diff",
      "highlight.js",
      "@vscode/codicons",
      "@vscode/l10n",
    ],
    node: false,
  },
  cli: { layers: ["core", "engines", "providers", "util"], packages: [], node: true },
};

/** Imports that go where their layer must not. */
export function layerFaults(graph: readonly SourceNode[]): readonly string[] {
  return graph.flatMap(({ from, imports }) => {
    const layer = LAYERS[layerOf(from)];
    if (layer === undefined) return [`${from} is in no layer`];
    return imports
      .filter(({ path, external }) => !(external ? mayUse(layer, path) : mayReach(layer, layerOf(from), layerOf(path))))
      .map(({ path }) => `${from} must not import ${path}`);
  });
}

function layerOf(file: string): string {
  return file.split("/")[1] ?? "";
}

function mayReach(layer: Layer, own: string, other: string): boolean {
  return own === other || layer.layers.includes(other);
}

function mayUse(layer: Layer, name: string): boolean {
  if (name.startsWith("node:")) return layer.node;
  return layer.packages.some((allowed) => name === allowed || name.startsWith(`${allowed}/`));
}

/** Circles of imports, each as the way around. */
export function cycles(graph: readonly SourceNode[]): readonly string[] {
  const targets = new Map(
    graph.map(({ from, imports }) => [from, imports.filter((to) => !to.external).map((to) => to.path)]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (node: string, trail: readonly string[]): void => {
    if (trail.includes(node)) {
      found.push([...trail.slice(trail.indexOf(node)), node].join(" -> "));
      return;
    }
    if (done.has(node)) return;
    for (const next of targets.get(node) ?? []) visit(next, [...trail, node]);
    done.add(node);
  };
  for (const node of targets.keys()) visit(node, []);
  return found;
}
