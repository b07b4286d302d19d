import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { once } from "node:events";

/** A server in a process of its own, and what it has used. */
export type ServerProcess = {
  name: string;
  url: string;
  /** Milliseconds of CPU that it has used up to now, of all its threads. */
  cpu: () => Promise<number>;
  /** Its memory now. */
  megabytes: () => Promise<number>;
  stop: () => Promise<void>;
};

/** Starts a program and waits until it writes that it is ready. */
export async function startServer(
  name: string,
  args: string[],
  environment: Record<string, string>,
  port: number,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await ready(child, name);
  return {
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    cpu: () => cpuOf(child.pid ?? 0),
    megabytes: () => megabytesOf(child.pid ?? 0),
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function ready(child: ChildProcess, name: string): Promise<void> {
  let output = "";
  for (;;) {
    const ended = once(child, "exit").then(() => undefined);
    const chunk = child.stdout ? once(child.stdout, "data").then(([data]: unknown[]) => String(data)) : ended;
    const text = await Promise.race([chunk, ended]);
    if (text === undefined) throw new Error(`${name} ended: ${output}`);
    output += text;
    if (/ready|is running/.test(output)) break;
  }
  // Its log goes nowhere, but is written.
  child.stdout?.resume();
}

/** Linux counts in hundredths of a second. */
const tick = 10;

async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tick;
}

async function megabytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
