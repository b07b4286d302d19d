import { execFile } from "node:child_process";
import { expect, it } from "vitest";

const module = new URL("exit-on-unhandled-errors.ts", import.meta.url).href;

/** Runs a program that fails, until it ends. */
async function run(failure: string): Promise<{ code: unknown; stderr: string }> {
  const program = `
    import { DrizzleQueryError } from "drizzle-orm";
    import { exitOnUnhandledErrors } from ${JSON.stringify(module)};
    exitOnUnhandledErrors();
    setInterval(() => {}, 1000);
    const fail = () => { throw new DrizzleQueryError("select $1", ["hunter2"], new Error("near hunter2")); };
    ${failure}`;
  return await new Promise((resolve) => {
    const args = ["--import", "tsx", "--input-type=module", "--eval", program];
    execFile(process.execPath, args, (error, _stdout, stderr) => resolve({ code: error?.code, stderr }));
  });
}

it.each([
  ["a promise", "void (async () => fail())();"],
  ["a callback", "setImmediate(fail);"],
])(
  "ends the process at an unhandled error in %s, with one log line that quotes no parameter",
  async (_case, failure) => {
    const { code, stderr } = await run(failure);
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({
      level: 60,
      err: { message: "Failed query", query: "select $1" },
    });
    expect(stderr).not.toContain("hunter2");
  },
);
