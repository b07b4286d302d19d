import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { unpackInitialDirectory } from "./initial-directory.ts";

let folder: string;
let source: string;
let target: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cruddur-initial-"));
  source = join(folder, "source");
  target = join(folder, "data", "pglite");
  await mkdir(join(source, "base/1"), { recursive: true });
  await mkdir(join(source, "pg_notify"));
  await writeFile(join(source, "PG_VERSION.gz"), gzipSync("18\n"));
  await writeFile(join(source, "base/1/1259.gz"), gzipSync(Buffer.alloc(100_000, 7)));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("unpacks files and empty directories, also after a start that was killed meanwhile", async () => {
  await mkdir(`${target}.unfinished/base`, { recursive: true });
  await writeFile(`${target}.unfinished/base/half`, "");
  await unpackInitialDirectory(target, source);
  const entries = await readdir(target, { recursive: true });
  expect(entries.toSorted()).toEqual(["PG_VERSION", "base", "base/1", "base/1/1259", "pg_notify"]);
  expect(await readFile(join(target, "base/1/1259"))).toEqual(Buffer.alloc(100_000, 7));
  expect(await readdir(join(folder, "data"))).toEqual(["pglite"]);
});

it("leaves an existing data directory alone, and creates none where nothing was built", async () => {
  await unpackInitialDirectory(target, join(folder, "absent"));
  await expect(readdir(target)).rejects.toMatchObject({ code: "ENOENT" });
  await mkdir(target, { recursive: true });
  await writeFile(join(target, "PG_VERSION"), "mine");
  await unpackInitialDirectory(target, source);
  expect(await readdir(target)).toEqual(["PG_VERSION"]);
});
