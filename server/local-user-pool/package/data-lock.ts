import { createHash } from "node:crypto";
import { realpath, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Keeps a second process from the same folder of data, in which PGlite would lose rows. The lock is a listening socket, which
 * the kernel closes however the process ends.
 *
 * @returns a function that releases it.
 * @throws Error that names the folder, where another process has it.
 */
export async function lockData(folder: string): Promise<() => Promise<void>> {
  const name = createHash("sha256")
    .update(await realpath(folder))
    .digest("hex")
    .slice(0, 32);
  const isWindows = process.platform === "win32";
  const path = isWindows
    ? `\\\\.\\pipe\\local-user-pool-${name}`
    : join(tmpdir(), `local-user-pool-${name}.lock`);
  const server = await listen(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    if (await isAlive(path)) throw inUse(folder, error);
    await rm(path, { force: true });
    return await listen(path).catch((second: unknown) => {
      throw inUse(folder, second);
    });
  });
  server.unref();
  return () => new Promise((done) => server.close(() => done()));
}

function inUse(folder: string, cause: unknown): Error {
  return new Error(`Another process uses the data in ${folder}. Stop it, or choose another folder.`, {
    cause,
  });
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
