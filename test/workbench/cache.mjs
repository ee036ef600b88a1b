// One cache per user for what is installed once: Node 24, VS Code, Chromium. Plain JavaScript, see run.mjs.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** A problem that the reader can mend: its message is one sentence and a next step, shown without a stack trace. */
export class SetupError extends Error {}

const HEARTBEAT_MS = 5_000;
const STALE_MS = 60_000;
const POLL_MS = 100;
const TELL_AFTER_MS = 1_000;

/**
 * Where the installed tools lie; `UPSHIFT_CACHE` overrides the platform's own place for caches.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @param {string} [home]
 * @returns {string}
 */
export function cacheDir(env = process.env, platform = process.platform, home = os.homedir()) {
  if (env["UPSHIFT_CACHE"]) return path.resolve(env["UPSHIFT_CACHE"]);
  if (platform === "win32") return path.join(env["LOCALAPPDATA"] ?? path.join(home, "AppData", "Local"), "upshift-dev");
  if (platform === "darwin") return path.join(home, "Library", "Caches", "upshift-dev");
  return path.join(env["XDG_CACHE_HOME"] || path.join(home, ".cache"), "upshift-dev");
}

/**
 * Makes `<cache>/<name>` once. It is built in a folder of its own and renamed when finished, so that a folder that
 * exists is complete, whatever interrupted an earlier run and however many runs work at the same time.
 * @param {{ name: string, probe: string, make: (temporary: string, final: string) => Promise<void> }} options
 *   `probe` is a file of the finished folder; where it is gone, the folder is made again
 * @returns {Promise<string>}
 */
export async function installOnce({ name, probe, make }) {
  const dir = cacheDir();
  const final = path.join(dir, name);
  const isReady = () => fs.existsSync(path.join(final, probe));
  if (isReady()) return final;
  ensureFolder(dir);
  await withLock(path.join(dir, `${name}.lock`), async () => {
    if (isReady()) return;
    removeLeftovers(dir, name);
    const temporary = fs.mkdtempSync(path.join(dir, `.unfinished-${name}-`));
    try {
      await make(temporary, final);
      // A folder without its probe was damaged from outside; nobody can be using it.
      fs.rmSync(final, { recursive: true, force: true });
      fs.renameSync(temporary, final);
    } catch (error) {
      fs.rmSync(temporary, { recursive: true, force: true });
      if (!isReady()) throw error;
    }
  });
  return final;
}

/** @param {string} dir */
function ensureFolder(dir) {
  try {
    fs.mkdirSync(dir, { recursive: true });
    fs.accessSync(dir, fs.constants.W_OK);
  } catch {
    throw new SetupError(
      `Cannot write to the cache folder ${dir}. Set UPSHIFT_CACHE to a folder that you may write to.`,
    );
  }
}

/**
 * @param {string} dir
 * @param {string} name
 */
function removeLeftovers(dir, name) {
  for (const entry of fs.readdirSync(dir)) {
    if (entry.startsWith(`.unfinished-${name}-`)) fs.rmSync(path.join(dir, entry), { recursive: true, force: true });
  }
}

/**
 * Runs the work while holding a lock folder. A lock whose owner is gone, or that nobody has touched for a minute, is
 * taken over. Should two runs take it over at the same moment, both work and the renames still keep the result whole.
 * @param {string} lock
 * @param {() => Promise<void>} work
 */
export async function withLock(lock, work) {
  await takeLock(lock);
  const beat = setInterval(() => touch(lock), HEARTBEAT_MS);
  const release = () => fs.rmSync(lock, { recursive: true, force: true });
  process.once("exit", release);
  try {
    await work();
  } finally {
    clearInterval(beat);
    process.removeListener("exit", release);
    release();
  }
}

/** @param {string} lock */
async function takeLock(lock) {
  for (let waited = 0; ; waited += POLL_MS) {
    try {
      fs.mkdirSync(lock);
      fs.writeFileSync(path.join(lock, "pid"), String(process.pid));
      return;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
    if (isStale(lock)) fs.rmSync(lock, { recursive: true, force: true });
    if (waited === TELL_AFTER_MS) console.log("Waiting for another run that is installing the same thing ...");
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** @param {string} lock */
function isStale(lock) {
  try {
    if (Date.now() - fs.statSync(lock).mtimeMs > STALE_MS) return true;
    return !isRunning(Number(fs.readFileSync(path.join(lock, "pid"), "utf8")));
  } catch {
    // Released, or about to be filled, between the two looks: try again.
    return false;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** @param {string} lock */
function touch(lock) {
  try {
    fs.utimesSync(lock, new Date(), new Date());
  } catch {
    // Taken over by another run: harmless, see withLock.
  }
}

/**
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function codeOf(error) {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
