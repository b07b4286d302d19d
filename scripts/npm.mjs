import { execFileSync } from "node:child_process";
import { findNpm } from "./find-tool.mjs";

/** Runs npm, and returns what it prints. Its messages go to this program's. */
export function npm(args, cwd) {
  const program = findNpm();
  const options = { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 2 ** 28 };
  return program
    ? execFileSync(process.execPath, [program, ...args, "--loglevel=warn"], options)
    : execFileSync("npm", [...args, "--loglevel=warn"], options);
}
