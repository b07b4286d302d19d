import { execFile } from "node:child_process";
import { access, cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const sources = [
  "scripts",
  "server",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
  "persisted-documents.json",
];

/** Copies what the server is built from into a folder of this name. */
async function copyTo(name: string): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "cruddur-odd-"));
  onTestFinished(async () => await rm(parent, { recursive: true, force: true }));
  const folder = join(parent, name);
  await mkdir(folder);
  for (const each of sources) await cp(join(root, each), join(folder, each), { recursive: true });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Runs a script without PATH: neither a shell nor a command can help. */
async function run(
  folder: string,
  script: string,
  ...args: string[]
): Promise<{ code: unknown; output: string }> {
  return await new Promise((done) => {
    execFile(
      process.execPath,
      [join(folder, "scripts", script), ...args],
      { env: { PATH: "" } },
      (error, stdout, stderr) => done({ code: error?.code ?? 0, output: stdout + stderr }),
    );
  });
}

it("the server is built in a folder with spaces, quotes and other letters, without a shell", async () => {
  const folder = await copyTo(`it's "a b" & 100% (größe) 🖖`);
  expect(await run(folder, "build.mjs", "server")).toMatchObject({ code: 0 });
  await access(join(folder, "dist/server/main.js"));
});

it.each(["a#b", "a?b", "a*b", "a$b"])(
  "a folder that the build tool does not take is refused in one line: %s",
  async (name) => {
    const folder = await copyTo(name);
    for (const script of ["install.mjs", "build.mjs"]) {
      const { code, output } = await run(folder, script);
      expect(code).toBe(1);
      expect(output).toMatch(/^Cruddur cannot be built in .*\n$/);
    }
  },
);
