import { spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** The repository's scripts; a production image has none. */
const scripts = fileURLToPath(new URL("../../../scripts", import.meta.url));

/**
 * A function that installs the playground's packages and builds it, where either is stale. Its editor alone is a hundred
 * megabytes, so that a start does without. Undefined where there are no sources.
 */
export async function preparePlayground(): Promise<(() => Promise<void>) | undefined> {
  if (!(await stat(`${scripts}/build.mjs`).catch(() => undefined))) return undefined;
  return async () => {
    await run("install.mjs", "playground");
    await run("build.mjs", "playground");
  };
}

/** @throws if the script fails; it has printed why */
async function run(script: string, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [`${scripts}/${script}`, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code]: unknown[] = await once(child, "exit");
  if (code !== 0) throw new Error(`scripts/${script} ${args.join(" ")} failed.`);
}
