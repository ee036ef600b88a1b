/** Folders that hold what other programs write. */
const FOLDER =
  /(?:^|\/)(?:node_modules|bower_components|vendor|dist|build|out|target|coverage|__pycache__|\.venv|venv|\.next|\.nuxt|__generated__|generated)\//i;
const NAME =
  /(?:\.min\.(?:c|m)?js|\.min\.css|\.bundle\.js|\.(?:js|css)\.map|\.g\.(?:dart|cs|ts)|\.generated\.\w+|\.designer\.cs|\.pb\.(?:go|cc|h)|_pb2(?:_grpc)?\.pyi?|\.freezed\.dart|\.snap)$|(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|cargo\.lock|poetry\.lock|uv\.lock|go\.sum|composer\.lock|gemfile\.lock)$/i;
/** What generators write at the top: `@generated`, Go's and protobuf's line, and their likes. */
const MARK =
  /@generated\b|\b(?:code|file|automatically|auto-?)\s*generated\b[^\n]{0,120}\bdo\s+not\s+(?:edit|modify|change)\b|\bdo\s+not\s+(?:edit|modify)\b[^\n]{0,120}\bgenerated\b/i;

/** How much of a file is read for the mark of a generator. */
const HEAD_CHARS = 1_200;

/** True for a file that a program writes anew: an edit of it is lost with the next build. */
export function isGenerated(path: string, text = ""): boolean {
  return FOLDER.test(path) || NAME.test(path) || MARK.test(text.slice(0, HEAD_CHARS));
}
