import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** The program as a person starts it: a process with arguments, an environment, output, signals and an exit code. */
export type Program = {
  child: ChildProcess;
  /** Ends it, at once, where it has not ended. */
  end: () => Promise<void>;
  /** All that it wrote so far, of both kinds. */
  output: () => string;
  /** Resolves when it has written more. */
  more: () => Promise<void>;
  /** Its exit code; null where a signal ended it. */
  exit: Promise<number | null>;
};

/** Starts it as it is built, which takes a fraction of what its source takes; it is gone when the test ends. */
export function startProgram(args: string[], environment: Record<string, string>): Program {
  const program = spawnProgram(
    [process.execPath, "--enable-source-maps", "dist/server/main.js", ...args],
    environment,
  );
  onTestFinished(program.end);
  return program;
}

/** Starts any program, which is the caller's to end. */
export function spawnProgram([file = "", ...args]: string[], environment: Record<string, string>): Program {
  const child = spawn(file, args, {
    cwd: root,
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  const news = new EventEmitter();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text: Buffer) => {
      output += text.toString();
      news.emit("more");
    });
  }
  const exit = once(child, "close").then(([code]: unknown[]) => (typeof code === "number" ? code : null));
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await exit;
  };
  return { child, end, output: () => output, more: async () => void (await once(news, "more")), exit };
}

/** Waits until it has written what matches, and gives the match; fails where it ends without. */
export async function waitForOutput(
  { output, more, exit }: Program,
  pattern: RegExp,
): Promise<RegExpExecArray> {
  for (;;) {
    const found = pattern.exec(output());
    if (found) return found;
    const over = await Promise.race([exit.then(() => true), more().then(() => false)]);
    if (over) throw new Error(`it ended: ${output()}`);
  }
}

/** Runs it to its end. */
export async function runProgram(
  args: string[],
  environment: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const { exit, output } = startProgram(args, environment);
  return { code: await exit, output: output() };
}
