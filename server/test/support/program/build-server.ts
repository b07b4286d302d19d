import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const build = fileURLToPath(new URL("../../../../scripts/build.mjs", import.meta.url));

/** Vitest's global set-up: builds the server and its initial database where their sources are newer than the build; tests start it as a program. */
export function setup(): void {
  execFileSync(process.execPath, [build, "server", "database"], { stdio: "inherit" });
}
