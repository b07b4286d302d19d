import { realpath, rename, rm, stat } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { createHash } from "node:crypto";
import { join } from "node:path";

/** Another live process holds the directory. */
export class DirectoryInUseError extends Error {
  override name = "DirectoryInUseError";
  constructor(readonly directory: string) {
    super(`The data directory ${directory} is in use by another process.`);
  }
}

export type DirectoryLock = { release: () => Promise<void> };

/**
 * Locks a directory for this process: two processes on one PGlite directory lose rows.
 *
 * The lock is a listening socket, because the kernel closes it exactly when the process ends, however it ends (`kill -9`,
 * power loss). A file with a process id can be stale or name another process.
 *
 * @throws DirectoryInUseError if a live process holds the lock
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = await socketPath(directory);
  const server = await listen(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE" || (await isAlive(path))) throw toLockError(error, directory);
    await removeDeadSocket(path, directory);
    return await listen(path).catch((second: NodeJS.ErrnoException) => {
      throw toLockError(second, directory);
    });
  });
  server.unref();
  return { release: () => new Promise((done) => server.close(() => done())) };
}

/**
 * A socket's path is limited to about 100 bytes; a longer one becomes a hash in /tmp. It is derived from the real path, so
 * that all processes find the same socket wherever they were started.
 */
async function socketPath(directory: string): Promise<string> {
  const real = await realpath(directory);
  const name = createHash("sha256").update(real).digest("hex").slice(0, 32);
  if (process.platform === "win32") return `\\\\.\\pipe\\cruddur-${name}`;
  const beside = join(real, "lock");
  return Buffer.byteLength(beside) <= 100 ? beside : `/tmp/cruddur-${name}.lock`;
}

function listen(path: string): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", fail);
    server.listen(path, () => done(server));
  });
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path);
    socket.once("connect", () => done(socket.destroy() !== undefined));
    socket.once("error", () => done(false));
  });
}

/** Renames the dead socket before it removes it, so that only one of two processes that find it continues. */
async function removeDeadSocket(path: string, directory: string): Promise<void> {
  const dead = await stat(path).catch(() => undefined);
  const aside = `${path}.${process.pid}`;
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  );
  if (!moved || !dead) return;
  if ((await stat(aside)).ino === dead.ino) return await rm(aside, { force: true });
  // Another process took the lock between the two calls of `stat`: restore its socket.
  await rename(aside, path);
  throw new DirectoryInUseError(directory);
}

function toLockError(error: NodeJS.ErrnoException, directory: string): Error {
  return error.code === "EADDRINUSE" ? new DirectoryInUseError(directory) : error;
}
