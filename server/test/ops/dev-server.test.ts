import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { root } from "../docs/pages.ts";
import { freePort } from "../support/network/free-port.ts";
import { spawnProgram, waitForOutput } from "../support/program/run-program.ts";

const sources = [
  "scripts",
  "server",
  "client",
  "examples",
  "package.json",
  "package-lock.json",
  "persisted-documents.json",
  "dist",
];

/** Copies the sources and what the set-up of the tests has built from them, and runs `scripts/dev.mjs` there. */
async function startDevServer() {
  const folder = await mkdtemp(join(tmpdir(), "cruddur-dev-"));
  for (const each of [...sources, "tsconfig.json"])
    await cp(join(root, each), join(folder, each), { recursive: true, preserveTimestamps: true });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const build = spawnProgram([process.execPath, join(folder, "scripts/build.mjs"), "server", "database"], {});
  expect({ code: await build.exit, output: build.output() }).toMatchObject({ code: 0 });
  const [port, apiPort] = [await freePort(), await freePort()];
  const program = spawnProgram([process.execPath, join(folder, "scripts/dev.mjs")], {
    PORT: String(port),
    API_PORT: String(apiPort),
    USER_POOL_PORT: String(await freePort()),
    DATA_DIR: join(folder, "data"),
  });
  onTestFinished(async () => {
    program.child.kill("SIGTERM");
    await program.exit;
    await rm(folder, { recursive: true, force: true });
  });
  await waitForOutput(program, /Ctrl-C/u);
  const describeName = async (): Promise<{ status: number; text: string }> => {
    const answer = await fetch(`http://localhost:${port}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: '{ __type(name: "Viewer") { fields { name description } } }' }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  return { program, file: join(folder, "server/users/viewer.type.ts"), describeName };
}

it("the dev server compiles a saved file, and requests wait for the API instead of failing", async () => {
  const { program, file, describeName } = await startDevServer();
  const before = await readFile(file, "utf8");
  const output = program.output();
  const statuses = new Set<number>();
  // As some editors save: the file is empty for a moment.
  await writeFile(file, "");
  await writeFile(file, before.replace("The display name, 1 to 100", "The name on a badge, 1 to 100"));
  await expect
    .poll(async () => {
      const { status, text } = await describeName();
      statuses.add(status);
      return text;
    })
    .toContain("The name on a badge");
  expect([...statuses]).toEqual([200]);
  await waitForOutput(program, /restarted/u);
  // One line, and nothing else.
  expect(program.output().slice(output.length).trim().split("\n")).toHaveLength(1);
  expect(program.output().slice(output.length)).toContain("server/users/viewer.type.ts");

  // A file with a mistake is named, and the API of before goes on.
  await writeFile(file, "export const = 1;");
  await waitForOutput(program, /viewer\.type\.ts: (?!API)/u);
  expect(await describeName()).toMatchObject({
    status: 200,
    text: expect.stringContaining("The name on a badge"),
  });

  // With a file that stops the API, a request says so, until the next save.
  await writeFile(file, "throw new Error();");
  await waitForOutput(program, /viewer\.type\.ts: the API does not start/u);
  expect(await describeName()).toMatchObject({ status: 503 });
  await writeFile(file, before);
  await expect
    .poll(describeName)
    .toMatchObject({ status: 200, text: expect.stringContaining("The display name") });
});
