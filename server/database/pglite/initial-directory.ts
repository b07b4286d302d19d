import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createGunzip, createGzip } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";

/**
 * The default of 128 MB would be allocated at once, and this database has one user. Verbose messages, which nothing prints,
 * have the SQLSTATE.
 */
export const postgresqlconf = ["shared_buffers = 32MB", "log_error_verbosity = verbose"];

/** In `dist`, where the build writes it: an empty database without tables, each file compressed. */
const built = fileURLToPath(new URL("../../../initial-database", import.meta.url));

/** Files that are open at the same time. */
const concurrency = 16;

/**
 * Writes the initial data directory, for `unpackInitialDirectory`. Postgres' `initdb` takes seconds and half a gigabyte of
 * memory, so that the build runs it, and not the first start.
 */
export async function writeInitialDirectory(target = built): Promise<void> {
  const temporary = await mkdtemp(join(tmpdir(), "cruddur-initdb-"));
  try {
    const directory = join(temporary, "pglite");
    const client = new PGlite({ dataDir: directory, postgresqlconf });
    await client.waitReady;
    await client.close();
    await replaceBy(target, async (unfinished) => {
      await copyTree(directory, unfinished, createGzip, (name) => `${name}.gz`);
      await keepEmptyDirectories(unfinished);
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * Unpacks the initial data directory where none exists yet. Without a built one, as when the server runs from its sources,
 * PGlite creates its own.
 */
export async function unpackInitialDirectory(target: string, source = built): Promise<void> {
  if ((await exists(target)) || !(await exists(source))) return;
  await replaceBy(target, (unfinished) =>
    copyTree(source, unfinished, createGunzip, (name) => name.slice(0, -".gz".length)),
  );
}

/** A package has files alone: Postgres needs its empty directories too. */
const placeholder = ".keep";

async function keepEmptyDirectories(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory() && (await readdir(path)).length === 0)
      await writeFile(join(path, placeholder), "");
  }
}

/** A program that is killed meanwhile leaves no half of a directory. */
async function replaceBy(target: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(dirname(target), { recursive: true });
  await write(unfinished);
  await rm(target, { recursive: true, force: true });
  await rename(unfinished, target);
}

async function copyTree(
  from: string,
  to: string,
  transform: () => NodeJS.ReadWriteStream,
  toName: (name: string) => string,
): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const paths = (isWanted: (entry: (typeof entries)[number]) => boolean): string[] =>
    entries.filter(isWanted).map(({ parentPath, name }) => relative(from, join(parentPath, name)));
  await mkdir(to);
  for (const path of paths((entry) => entry.isDirectory())) await mkdir(join(to, path), { recursive: true });
  const files = paths((entry) => entry.isFile() && entry.name !== placeholder);
  const copyFiles = async (): Promise<void> => {
    for (let file = files.pop(); file !== undefined; file = files.pop())
      await pipeline(
        createReadStream(join(from, file)),
        transform(),
        createWriteStream(join(to, toName(file))),
      );
  };
  await Promise.all(Array.from({ length: concurrency }, copyFiles));
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
