import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { noFile } from "./run-program.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const file = fileURLToPath(new URL("command-host.mjs", import.meta.url));

let host: ChildProcess | undefined;
const hostEnd = new AbortController();
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a command of the built server that ends by itself. It runs in a process that has loaded the server's modules already:
 * a program of its own takes a second of CPU for them.
 */
export async function runCommand(
  args: string[],
  environment: Record<string, string>,
): Promise<{ code: number; output: string }> {
  const result = last.then(async () => {
    host ??= startHost();
    host.send({ args, environment: { PATH: process.env["PATH"] ?? "", ENV_FILE: noFile, ...environment } });
    const [answer] = (await once(host, "message", { signal: hostEnd.signal })) as [
      { code: number; output: string },
    ];
    return answer;
  });
  last = result.catch(() => {});
  return await result;
}

/** It ends with this process, and does not keep it. */
function startHost(): ChildProcess {
  const child = fork(file, { cwd: root, execArgv: ["--enable-source-maps"], env: {} });
  child.once("exit", (code) => hostEnd.abort(new Error(`The process of commands ended with ${code}.`)));
  child.unref();
  child.channel?.unref();
  return child;
}
