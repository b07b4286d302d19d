import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "./expect.mjs";

/**
 * Starts a program of Node.js.
 *
 * @param args the file, and its arguments.
 * @param ready what it prints when it serves; the first group is its address.
 * @throws Error with its output, if it ends before.
 */
export async function startProgram(args, { cwd, env, ready }) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8");
  let output = "";
  const url = await new Promise((done, fail) => {
    child.once("exit", (code) => fail(new Error(`The program ended with ${code}: ${output}`)));
    child.stderr.on("data", (text) => (output += text));
    child.stdout.on("data", (text) => {
      output += text;
      const found = ready.exec(output)?.[1];
      if (found !== undefined) done(found);
    });
  });
  return {
    url,
    pid: child.pid,
    startMs: performance.now() - startedAt,
    stop: async () => {
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      const [code] = await exit;
      expect(code === 0, `the program ended with ${code} when it was stopped`);
    },
  };
}
