import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DirectoryInUseError, lockDirectory } from "./directory-lock.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "cruddur-lock-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

it("has one holder at a time, and is free after its release", async () => {
  const lock = await lockDirectory(directory);
  await expect(lockDirectory(directory)).rejects.toBeInstanceOf(DirectoryInUseError);
  await lock.release();
  await (await lockDirectory(directory)).release();
});

it("is acquired by exactly one of many concurrent attempts", async () => {
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(directory)));
  const held = tries.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  expect(held.length).toBe(1);
  await held[0]?.release();
});

it("is the same for every path of the directory, also for one that is too long for a socket", async () => {
  const deep = join(directory, "x".repeat(60), "y".repeat(60));
  await mkdir(deep, { recursive: true });
  const alias = join(directory, "alias");
  await symlink(deep, alias);
  const lock = await lockDirectory(deep);
  for (const name of [alias, relative(process.cwd(), deep)]) {
    await expect(lockDirectory(name)).rejects.toBeInstanceOf(DirectoryInUseError);
  }
  await lock.release();
});

it("is never taken from a live process, and is free after that was killed", async () => {
  const module = fileURLToPath(new URL("./directory-lock.ts", import.meta.url));
  const script = `import(${JSON.stringify(module)}).then(async ({ lockDirectory }) => {
    await lockDirectory(${JSON.stringify(directory)});
    console.log("held");
    setInterval(() => {}, 1000);
  });`;
  const holder = spawn(process.execPath, ["--import", "tsx", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  await expect(lockDirectory(directory)).rejects.toBeInstanceOf(DirectoryInUseError);
  holder.kill("SIGKILL");
  await once(holder, "exit");
  await (await lockDirectory(directory)).release();
});
