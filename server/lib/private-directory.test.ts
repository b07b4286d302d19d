import { chmod, mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makePrivateDirectory } from "./private-directory.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "cruddur-private-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o7777).toString(8);
}

it("is created with its parents for its owner alone", async () => {
  await makePrivateDirectory(join(root, "a", "b"));
  expect([await modeOf(join(root, "a")), await modeOf(join(root, "a", "b"))]).toEqual(["700", "700"]);
});

it.each([0o755, 0o777, 0o750, 0o701])("is closed to others if it exists already", async (mode) => {
  const path = join(root, "existing");
  await mkdir(path);
  await chmod(path, mode);
  await makePrivateDirectory(path);
  expect(await modeOf(path)).toBe("700");
});

it("is not one that is meant for several users", async () => {
  const path = join(root, "shared");
  await mkdir(path);
  await chmod(path, 0o1777);
  await expect(makePrivateDirectory(path)).rejects.toThrow(path);
  expect(await modeOf(path)).toBe("1777");
});
