import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { once } from "node:events";

/** A server in a process of its own, with its resource usage. */
export type ServerProcess = {
  name: string;
  url: string;
  /** CPU time of all threads so far, in milliseconds. */
  cpuMs: () => Promise<number>;
  /** Resident memory now. */
  megabytes: () => Promise<number>;
  stop: () => Promise<void>;
};

/** Starts a program and waits until it prints that it is ready. */
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
  await waitUntilReady(child, name);
  return {
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    cpuMs: () => cpuMsOf(child.pid ?? 0),
    megabytes: () => megabytesOf(child.pid ?? 0),
    stop: async () => {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    },
  };
}

async function waitUntilReady(child: ChildProcess, name: string): Promise<void> {
  let output = "";
  for (;;) {
    const exited = once(child, "exit").then(() => undefined);
    const chunk = child.stdout
      ? once(child.stdout, "data").then(([data]: unknown[]) => String(data))
      : exited;
    const text = await Promise.race([chunk, exited]);
    if (text === undefined) throw new Error(`${name} exited before it was ready: ${output}`);
    output += text;
    if (/ready|is running/.test(output)) break;
  }
  // Discards the log, which the program still writes.
  child.stdout?.resume();
}

/** A clock tick of /proc in milliseconds: Linux counts in hundredths of a second. */
const tickMs = 10;

async function cpuMsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

async function megabytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
