import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** So that a developer's `.env` changes no test. */
export const noFile = "/dev/null";

/** A running program: a process with arguments, environment variables, output and an exit code. */
export type Program = {
  child: ChildProcess;
  /** Kills it, unless it has ended; resolves when it has. */
  kill: () => Promise<void>;
  /** What it has written so far, to standard output and standard error. */
  output: () => string;
  /** Resolves when it writes the next time. */
  nextOutput: () => Promise<void>;
  /** The exit code; null where a signal ended it. */
  exit: Promise<number | null>;
};

/** Starts the built server, which starts much faster than its source; it is killed when the test ends. */
export function startProgram(args: string[], environment: Record<string, string>): Program {
  const program = spawnProgram(
    [process.execPath, "--enable-source-maps", "dist/server/main.js", ...args],
    environment,
  );
  onTestFinished(program.kill);
  return program;
}

/** Starts any program; the caller kills it. */
export function spawnProgram([file = "", ...args]: string[], environment: Record<string, string>): Program {
  const child = spawn(file, args, {
    cwd: root,
    env: { PATH: process.env["PATH"], ENV_FILE: noFile, ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  const events = new EventEmitter();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text: Buffer) => {
      output += text.toString();
      events.emit("output");
    });
  }
  const exit = once(child, "close").then(([code]: unknown[]) => (typeof code === "number" ? code : null));
  const kill = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await exit;
  };
  return {
    child,
    kill,
    output: () => output,
    nextOutput: async () => void (await once(events, "output")),
    exit,
  };
}

/** Waits for output that matches, and returns the match. @throws where the program ends before */
export async function waitForOutput(
  { output, nextOutput, exit }: Program,
  pattern: RegExp,
): Promise<RegExpExecArray> {
  for (;;) {
    const found = pattern.exec(output());
    if (found) return found;
    const hasEnded = await Promise.race([exit.then(() => true), nextOutput().then(() => false)]);
    if (hasEnded) throw new Error(`The program ended: ${output()}`);
  }
}

/** Runs a program to its end. */
export async function runProgram(
  args: string[],
  environment: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const { exit, output } = startProgram(args, environment);
  return { code: await exit, output: output() };
}
