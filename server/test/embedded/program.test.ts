import { chmod, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSdk } from "../../../client/sdk/sdk.ts";
import { expectState } from "../support/app/expectations.ts";
import { prepareDataDirectory } from "../support/database/test-database.ts";
import { type Program, startProgram, waitForOutput } from "../support/program/run-program.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "cruddur-program-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function start(environment: Record<string, string>): Program {
  return startProgram([], { DATA_DIR: directory, PORT: "0", USER_POOL_PORT: "0", ...environment });
}

/** Waits for the greeting, and returns the address in it. */
async function ready(program: Program): Promise<string> {
  const [, url = ""] = await waitForOutput(program, /Web client +(http:\S+)/);
  return url;
}

/** Its peak so far is less than 300 MB. */
async function expectLittleMemory({ child }: Program): Promise<void> {
  if (process.platform !== "linux") return;
  const status = await readFile(`/proc/${child.pid}/status`, "utf8");
  const [, peak] = /VmHWM:\s+(\d+) kB/u.exec(status) ?? [];
  expect(Number(peak) / 1024).toBeLessThan(300);
}

describe("the program", () => {
  it("prints its addresses, closes its data directory, keeps accounts and posts over a restart with little memory, and stops cleanly on Ctrl-C", async () => {
    await chmod(directory, 0o755);
    const account = {
      email: "q@continuum.example",
      password: "an omnipotent pass phrase",
      name: "Q",
      handle: "the_q",
    };
    const first = start({ LOG_LEVEL: "debug" });
    const url = await ready(first);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    await expectLittleMemory(first);
    for (const address of ["/graphql", "/inbox", "Local pool"]) expect(first.output()).toContain(address);
    const sdk = createSdk({ url: `${url}/graphql` });
    expectState((await sdk.signUp({ input: account })).signUp, "CodeSent");
    const [mail] = await (await fetch(`${url}/inbox.json?to=${account.email}`)).json();
    const { confirmSignUp } = await sdk.confirmSignUp({
      input: { identifier: account.email, code: mail.code },
    });
    const { accessToken } = expectState(confirmSignUp, "SignedIn").session;
    const authorization = { headers: { authorization: `Bearer ${accessToken}` } };
    await sdk.createActivity({ input: { message: "How tedious." } }, authorization);
    first.child.kill("SIGINT");
    expect(await first.exit).toBe(0);
    // Each request has a log line, without its contents.
    expect(first.output()).toContain('"operation":"ConfirmSignUp"');
    for (const secret of [account.password, account.email, mail.code, accessToken]) {
      expect(first.output()).not.toContain(secret);
    }

    const second = start({});
    const after = createSdk({ url: `${await ready(second)}/graphql` });
    await expectLittleMemory(second);
    // The keys are kept, so the token of the first run is still valid.
    expect((await after.viewer({}, authorization)).viewer?.handle).toBe("the_q");
    expect((await after.homeFeed({})).homeFeed.edges[0]?.node.message).toBe("How tedious.");
    const { signIn } = await after.signIn({
      input: { identifier: account.email, password: account.password },
    });
    expect(signIn.__typename).toBe("SignedIn");

    const third = start({});
    expect(await third.exit).toBe(1);
    expect(third.output()).toContain("in use by another process");
    expect((await after.homeFeed({})).homeFeed.edges.length).toBeGreaterThan(0);
    second.child.kill("SIGTERM");
    expect(await second.exit).toBe(0);
    expect(second.output()).not.toMatch(/error|warn/i);
  });

  it("names a port that is in use, and exits", async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, "localhost", done));
    const { port } = other.address() as AddressInfo;
    await prepareDataDirectory(directory);
    const program = start({ PORT: String(port) });
    expect(await program.exit).toBe(1);
    expect(program.output()).toContain(`Port ${port} is in use`);
    other.close();
  });

  it("prints all errors in its environment, and exits", async () => {
    const program = start({ PORT: "high", DATABASE_URL: "mysql://user:hunter2@db" });
    expect(await program.exit).toBe(1);
    expect(program.output()).toContain("PORT");
    expect(program.output()).toContain("DATABASE_URL");
    expect(program.output()).not.toContain("hunter2");
  });
});
