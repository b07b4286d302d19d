import { execFile } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findTool } from "../find-tool.mjs";
import { oldestNode } from "../oldest-node.mjs";
import { expect } from "./expect.mjs";
import { startProgram } from "./start-program.mjs";

const runFile = promisify(execFile);
const example = "examples/local-user-pool";

/** The example of tests, its types, `require`, and the command under the AWS CLI. */
export async function checkLocalUserPool({ folder, installed, at, run, link }) {
  for (const name of ["seed.json", "sign-in.spec.ts"])
    copyFileSync(at(`${example}/${name}`), join(folder, name));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  checkTypes({ folder, run });
  // What the example itself uses.
  link("@aws-sdk/client-cognito-identity-provider");
  link("vitest");
  run(findTool("vitest"), ["run", "--root", folder, "--reporter", "dot"], folder);
  await checkRequire(folder);
  await checkCommand(folder, installed);
}

function checkTypes({ folder, run }) {
  writeFileSync(
    join(folder, "program.ts"),
    `import { type LocalUserPool, type Seed, startLocalUserPool } from "@cruddur/local-user-pool";
const seed: Seed = { pools: [{ settings: { PoolName: "p" }, clients: [{ settings: { ClientName: "c" } }] }] };
const pool: LocalUserPool = await startLocalUserPool({ seed, clock: () => new Date(0), triggers: { preSignUp: (event) => event } });
const [{ id, clients } = { id: "", clients: [] }] = await pool.pools();
const code: string | undefined = pool.codes("a@example.com").at(-1);
await pool.expireTokens();
export const seen = [id, clients.length, code];
// @ts-expect-error: a port is a number
await startLocalUserPool({ port: "4001" });
`,
  );
  const options = [
    "--strict",
    "--noEmit",
    "--skipLibCheck",
    "false",
    "--target",
    "es2023",
    "--lib",
    "es2023",
  ];
  run(findTool("tsc"), [...options, "--types", "", "--module", "nodenext", "program.ts"], folder);
}

/** A Node.js whose `require` loads ES modules loads this one; another gets an error that says what to do. */
async function checkRequire(folder) {
  const program = 'console.log(typeof require("@cruddur/local-user-pool").startLocalUserPool)';
  const options = { cwd: folder };
  const { stdout } = await runFile(process.execPath, ["--no-warnings", "-e", program], options);
  expect(stdout.trim() === "function", `require gave ${stdout}`);
  const refused = await runFile(
    process.execPath,
    ["--no-experimental-require-module", "-e", program],
    options,
  ).catch((error) => error.stderr);
  expect(refused.includes(`Use import, or Node.js ${oldestNode}`), `an old require was told: ${refused}`);
}

/** Signs in by the AWS CLI, also after a second start on the same data, and measures that. */
async function checkCommand(folder, installed) {
  const { bin } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const command = join(installed, bin["local-user-pool"]);
  for (const { args, reason } of [
    { args: ["--port", "many"], reason: "--port" },
    { args: ["--sed", "x"], reason: "--help" },
    { args: ["--seed", "absent.json"], reason: "absent.json" },
  ]) {
    const stderr = await runFile(process.execPath, [command, ...args], { cwd: folder }).then(
      () => "no error",
      (error) => error.stderr,
    );
    expect(stderr.includes(reason) && !stderr.includes("    at "), `${args.join(" ")} was told: ${stderr}`);
  }
  const first = await start(command, folder);
  await signIn(first.url);
  await first.stop();
  const second = await start(command, folder);
  const inUse = await start(command, folder).then(
    async (third) => await third.stop(),
    (error) => error,
  );
  expect(inUse instanceof Error, "two processes use the same data");
  await signIn(second.url);
  const memory = readMemory(second.pid);
  await second.stop();
  const seconds = (second.startMs / 1000).toFixed(2);
  console.log(`       second start in ${seconds} s${memory ? `, ${memory} MB after a sign-in` : ""}`);
  expect(memory === undefined || memory < 250, `it takes ${memory} MB of memory`);
}

async function start(command, folder) {
  return await startProgram([command, "--port", "0", "--data", "data", "--seed", "seed.json"], {
    cwd: folder,
    ready: /(http:\S+)[^]*1exampleclient/u,
  });
}

async function signIn(url) {
  const parameters = "USERNAME=ada@example.com,PASSWORD=Correct-Horse-9";
  const args = ["--auth-flow", "USER_PASSWORD_AUTH", "--auth-parameters", parameters];
  const { stdout } = await runFile(
    "aws",
    ["--endpoint-url", url, "cognito-idp", "initiate-auth", "--client-id", "1exampleclient", ...args],
    {
      env: {
        PATH: process.env.PATH,
        HOME: "/nonexistent",
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
        AWS_DEFAULT_REGION: "eu-west-1",
      },
    },
  );
  const { AccessToken } = JSON.parse(stdout).AuthenticationResult;
  const claims = JSON.parse(Buffer.from(AccessToken.split(".")[1], "base64url").toString());
  expect(claims.iss.endsWith("/eu-west-1_Example01"), `the issuer is ${claims.iss}`);
  expect(claims["cognito:groups"]?.[0] === "admins", "the seeded person is in no group");
}

/** Resident memory in MB, where the system tells it. */
function readMemory(pid) {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  } catch {
    return undefined;
  }
}
