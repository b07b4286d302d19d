import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signUpPerson } from "../../server/test/support/app/builders.ts";
import { startTestApp, type TestApp } from "../../server/test/support/app/test-app.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), "cruddur-package-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await app.stop();
});

const program = `
  import { createSdk } from "@cruddur/sdk";
  const [url, email, password] = process.argv.slice(2);
  const sdk = createSdk({ url, session: { delivery: "PAYLOAD" } });
  const { signIn } = await sdk.signIn({ input: { identifier: email, password } });
  const { createActivity } = await sdk.createActivity({ input: { message: "From plain Node." } });
  const { homeFeed } = await sdk.homeFeed({ first: 1 });
  await sdk.session.signOut();
  const messages = homeFeed.edges.map(({ node }) => node.message);
  console.log(JSON.stringify([signIn.__typename, createActivity.__typename, messages, sdk.session.state().status]));
`;

it("runs in plain Node as a package that npm has installed", async () => {
  const { email, password } = await signUpPerson(app);
  await run(process.execPath, [join(root, "scripts/build-packages.mjs"), "sdk"]);
  const packed = await run("npm", [
    "pack",
    join(root, "dist/packages/sdk"),
    "--pack-destination",
    folder,
    "--json",
  ]);
  const [tarball]: { filename: string; files: { path: string }[] }[] = JSON.parse(packed.stdout);
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./${tarball?.filename}`], {
    cwd: folder,
  });
  await writeFile(join(folder, "program.js"), program);

  const { stdout } = await run(process.execPath, ["program.js", `${app.url}/graphql`, email, password], {
    cwd: folder,
  });

  expect(JSON.parse(stdout)).toEqual(["SignedIn", "Activity", ["From plain Node."], "guest"]);
  const paths = tarball?.files.map(({ path }) => path) ?? [];
  expect(paths).toEqual(expect.arrayContaining(["LICENSE", "README.md", "sdk/index.js", "sdk/index.d.ts"]));
  expect(paths.filter((path) => path.includes("test"))).toEqual([]);
});
