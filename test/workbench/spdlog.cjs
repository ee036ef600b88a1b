// Stand-in for @vscode/spdlog, the one native module that the VS Code server cannot do without: the same surface in
// plain JavaScript, appending and never rotating. It is copied into the installed server, hence CommonJS.
const fs = require("node:fs");
const path = require("node:path");

const LEVELS = ["trace", "debug", "info", "warn", "error", "critical"];
const LABELS = { warn: "warning" };

class Logger {
  constructor(_type, _name, file) {
    this.level = LEVELS.indexOf("info");
    this.raw = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    this.fd = fs.openSync(file, "a");
  }

  put(level, message) {
    if (level < this.level || this.fd === undefined) return;
    const local = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000);
    const date = local.toISOString().replace("T", " ").slice(0, 23);
    const label = LABELS[LEVELS[level]] ?? LEVELS[level];
    fs.writeSync(this.fd, this.raw ? String(message) : `${date} [${label}] ${message}\n`);
  }

  getLevel() {
    return this.level;
  }

  setLevel(level) {
    this.level = level;
  }

  setPattern() {
    this.raw = false;
  }

  clearFormatters() {
    this.raw = true;
  }

  flush() {}

  drop() {
    if (this.fd === undefined) return;
    fs.closeSync(this.fd);
    this.fd = undefined;
  }
}

for (const [level, name] of LEVELS.entries()) {
  Logger.prototype[name] = function log(message) {
    this.put(level, message);
  };
}

const create = async (name, file, size, count) => new Logger("rotating", name, file, size, count);

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
