import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { loadTriggerModule } from "./module-runner.ts";

const arn = "arn:aws:lambda:us-east-1:000000000000:function:any";
const live = new AbortController().signal;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "triggers-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(name: string, text: string) {
  const path = join(folder, name);
  await writeFile(path, text);
  const module = await loadTriggerModule(path);
  onTestFinished(module.stop);
  const invoke = (signal = live, trigger: "PreSignUp" | "CustomSMSSender" = "PreSignUp") =>
    module.invoke({ name: trigger, arn }, JSON.stringify({ n: 1 }), signal);
  return { module, invoke };
}

/** Waits until a function runs, then ends its time. */
async function invokeLate(invoke: (signal: AbortSignal) => Promise<unknown>) {
  const controller = new AbortController();
  const invocation = invoke(controller.signal);
  setImmediate(() => controller.abort());
  return await invocation;
}

describe("a module of functions", () => {
  it.each([
    ["named.mjs", "export const preSignUp = (event) => ({ ...event, n: event.n + 1 });"],
    ["default.mjs", `export default { "${arn}": (event) => ({ ...event, n: event.n + 1 }) };`],
    ["common.cjs", "exports.preSignUp = (event) => ({ ...event, n: event.n + 1 });"],
    [
      "typed.ts",
      "export const preSignUp = async (event: { n: number }): Promise<object> => ({ n: (event.n satisfies number) + 1 });",
    ],
  ])("has functions by name or ARN: %s", async (name, text) => {
    const { invoke } = await load(name, text);
    expect(await invoke()).toEqual({ kind: "answered", payload: '{"n":2}' });
  });

  it("prefers the ARN, and refuses what it does not have", async () => {
    const { invoke, module } = await load(
      "both.mjs",
      `export const preSignUp = () => "name"; export default { "${arn}": () => "arn", number: 1 };`,
    );
    expect(module.names.toSorted()).toEqual([arn, "preSignUp"]);
    expect(await invoke()).toEqual({ kind: "answered", payload: '"arn"' });
    const other = await load("other.mjs", "export const preSignUp = () => 1;");
    expect(await other.invoke(live, "CustomSMSSender")).toEqual({
      kind: "refused",
      reason: "ResourceNotFoundException",
    });
  });

  it.each([
    ["loops without end", "if (event.n) for (;;);"],
    ["never returns", "return new Promise(() => {});"],
  ])("whose function %s is ended, and runs again in a new thread", async (_case, body) => {
    const { invoke } = await load(
      "late.mjs",
      `let calls = 0; export const preSignUp = (event) => { ${body} }; export const customSMSSender = () => (calls += 1);`,
    );
    expect(await invoke(live, "CustomSMSSender")).toMatchObject({ payload: "1" });
    expect(await invokeLate(invoke)).toMatchObject({ kind: "unavailable" });
    expect(await invoke(live, "CustomSMSSender")).toMatchObject({ payload: "1" });
  });

  it.each([
    ["ends the process", "process.exit(0);", "Runtime exited without providing a reason"],
    [
      "throws outside of its promise",
      "setImmediate(() => { throw new Error('late'); }); return new Promise(() => {});",
      "late",
    ],
    [
      "rejects outside of its promise",
      "Promise.reject(new Error('lost')); return new Promise(() => {});",
      "lost",
    ],
  ])("whose function %s fails alone, and the next invocation works", async (_case, body, message) => {
    const { invoke } = await load(
      "dying.mjs",
      `export const preSignUp = () => { ${body} }; export const customSMSSender = () => 1;`,
    );
    expect(await invoke()).toEqual({ kind: "failed", message });
    expect(await invoke(live, "CustomSMSSender")).toMatchObject({ payload: "1" });
  });

  it.each([
    ["returns 10 MB", '"x".repeat(10_000_000)', { kind: "failed" }],
    ["returns nothing", "undefined", { kind: "answered", payload: "" }],
    ["returns a BigInt", "1n", { kind: "failed" }],
    ["returns a function", "() => 1", { kind: "answered", payload: "" }],
  ])("whose function %s", async (_case, value, result) => {
    const { invoke } = await load("value.mjs", `export const preSignUp = () => (${value});`);
    expect(await invoke()).toMatchObject(result);
  });

  it.each([
    ["missing.mjs", undefined],
    ["wrong.mjs", "export const = 1;"],
    ["throwing.mjs", "throw new Error('no');"],
    ["wrong.ts", "export const x: = 1;"],
    ["exiting.mjs", "process.exit(1);"],
  ])("that cannot be loaded is named: %s", async (name, text) => {
    const path = join(folder, name);
    if (text !== undefined) await writeFile(path, text);
    await expect(loadTriggerModule(path)).rejects.toMatchObject({
      name: "TriggerModuleError",
      message: expect.stringContaining(path),
    });
  });
});
