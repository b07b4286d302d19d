import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";

const main = fileURLToPath(new URL("../../../dist/server/main.js", import.meta.url));

/** What the program prints in a folder with this `.env`; its variables do not let it start. */
async function startIn(text: string | undefined, environment: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cruddur-env-"));
  onTestFinished(async () => await rm(folder, { recursive: true }));
  if (text !== undefined) await writeFile(join(folder, ".env"), text);
  const env = { PATH: process.env["PATH"], WORKERS: "none", ...environment };
  return await new Promise((resolve) => {
    execFile(process.execPath, [main], { cwd: folder, env }, (_error, _stdout, stderr) => resolve(stderr));
  });
}

it("reads .env of its folder, below the environment, and quotes nothing of it", async () => {
  const text = "PORT=hunter2\nREDIS_URL=hunter2\n";
  const output = await startIn(text, { REDIS_URL: "redis://cache.example" });
  expect(output).toContain("PORT must be");
  expect(output).toContain("WORKERS must be");
  expect(output).not.toContain("REDIS_URL");
  expect(output).not.toContain("hunter2");
});

it("starts without one, reads another one that ENV_FILE names, and refuses one that is not there", async () => {
  expect(await startIn(undefined, {})).not.toContain("PORT");
  expect(await startIn("PORT=many", { ENV_FILE: "/dev/null" })).not.toContain("PORT");
  expect(await startIn(undefined, { ENV_FILE: "missing.env" })).toMatch(/ENV_FILE/);
});
