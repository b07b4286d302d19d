import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createSdk, type Sdk } from "../../../client/sdk/sdk.ts";
import { newAccount, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { databaseEnvironment } from "../support/database/database-environment.ts";
import { type Program, runProgram, startProgram, waitForOutput } from "../support/program/run-program.ts";
import { startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { poolEnvironment, startTestApp, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

// Workers share a database, which needs Postgres.
const onPostgres = inject("databaseTemplate").kind === "postgres";

/** Runs the user pool of the workers. */
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

async function environment(userPoolUrl = app.userPoolUrl): Promise<Record<string, string>> {
  return {
    ...(await poolEnvironment(app.cognito, userPoolUrl)),
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    PORT: "0",
    WORKERS: "2",
    METRICS_PORT: "0",
    AUTH_MIN_RESPONSE_MS: "400",
    LOG_LEVEL: "fatal",
  };
}

/** An SDK with a single connection: one worker handles all of its requests. */
function overOneConnection(url: string, accessToken?: string): Sdk {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return createSdk({
    url: `${url}/graphql`,
    ...(accessToken !== undefined && { headers: () => ({ authorization: `Bearer ${accessToken}` }) }),
    fetch: async (address, init) => {
      const headers = Object.fromEntries(new Headers(init?.headers));
      const sent = request(address, { agent, method: "POST", headers, timeout: 20_000 });
      // A later error breaks the response.
      sent.on("error", () => {});
      // Node.js forgets a connection that its primary hands to a worker which has just been killed.
      sent.on("timeout", () => sent.destroy());
      sent.end(init?.body);
      const [response]: IncomingMessage[] = await once(sent, "response");
      if (!response) throw new Error("There is no response.");
      return new Response(await text(response), { status: response.statusCode ?? 0 });
    },
  });
}

async function workersOf({ child }: Program): Promise<number[]> {
  const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, "utf8");
  return children.trim().split(" ").filter(Boolean).map(Number);
}

/** The values of a metric, by the number of the worker. */
async function readMetric(url: string, name: string, labels = ""): Promise<Record<string, number>> {
  const lines = (await (await fetch(url)).text()).matchAll(/^(\w+)\{(.*)worker="(\d+)"\} (\S+)$/gm);
  return Object.fromEntries(
    Array.from(lines)
      .filter(([, each, others = ""]) => each === name && others.startsWith(labels))
      .map(([, , , worker, value]) => [worker, Number(value)]),
  );
}

it.runIf(onPostgres)(
  "two workers share a port: a sign-out reaches both, a killed one is replaced and loses only its own request, and both complete their requests before they stop",
  async () => {
    const pool = await startFaultyUserPool(app.userPoolUrl);
    const program = startProgram([], { ...(await environment(pool.url)), ...(await databaseEnvironment()) });
    const [, url = ""] = await waitForOutput(program, /Web client +(http:\S+)/);
    const [, metrics = ""] = await waitForOutput(program, /Metrics +(http:\S+)/);
    const before = await workersOf(program);
    expect(before).toHaveLength(2);

    // The primary distributes connections round-robin.
    const { email, password } = await signUpPerson(app);
    const signInHere = async (): Promise<string> => {
      const { signIn } = await overOneConnection(url).signIn({ input: { identifier: email, password } });
      return expectState(signIn, "SignedIn").session.accessToken;
    };
    const accessToken = await signInHere();
    const signedIn = [1, 2].map(() => overOneConnection(url, accessToken));
    const other = overOneConnection(url, await signInHere());
    for (const sdk of [...signedIn, other]) expect((await sdk.viewer()).viewer?.email).toBe(email);
    const answered = await readMetric(
      metrics,
      "cruddur_operation_duration_seconds_count",
      'operation="viewer",outcome="ok"',
    );
    expect(Object.keys(answered)).toEqual(["1", "2"]);
    expect((answered["1"] ?? 0) + (answered["2"] ?? 0)).toBe(3);
    await other.signOutEverywhere();
    await eventually(async () => {
      for (const sdk of signedIn) await expect(sdk.viewer()).rejects.toThrow(/sign in again/i);
    });

    const guests = [1, 2].map(() => overOneConnection(url));
    const failures = guests.map(() => 0);
    let served = 0;
    const load = { isOn: true };
    const requesting = guests.map(async (sdk, guest) => {
      while (load.isOn) {
        await sdk.homeFeed({ first: 1 }).then(
          () => (served += 1),
          () => (failures[guest] = (failures[guest] ?? 0) + 1),
        );
      }
    });
    await eventually(() => expect(served).toBeGreaterThan(10));
    const [killed = 0, alive] = before;
    process.kill(killed, "SIGKILL");
    await eventually(async () => {
      const after = await workersOf(program);
      expect(after).toHaveLength(2);
      expect(after).toContain(alive);
      expect(after).not.toContain(killed);
    });
    const then = served;
    await eventually(() => expect(served).toBeGreaterThan(then + 10));
    load.isOn = false;
    await Promise.all(requesting);
    await eventually(async () => {
      const ages = await readMetric(metrics, "cruddur_revocations_age_seconds");
      expect(ages).toEqual({ "1": expect.any(Number), "2": expect.any(Number) });
    });
    // A client of the killed worker loses the request in progress, and at most one before the primary knows of it.
    expect((failures[0] ?? 0) + (failures[1] ?? 0)).toBeLessThanOrEqual(2);

    // Primary and workers get the signal, as a terminal or a supervisor sends it, during two sign-ins.
    const { email: unknown } = newAccount();
    pool.operations.length = 0;
    const late = [1, 2].map(
      async () => await overOneConnection(url).signIn({ input: { identifier: unknown, password } }),
    );
    await eventually(() => expect(pool.operations).toEqual(["InitiateAuth", "InitiateAuth"]));
    for (const pid of await workersOf(program)) process.kill(pid, "SIGTERM");
    program.child.kill("SIGTERM");
    for (const { signIn } of await Promise.all(late))
      expect(problemsOf(signIn)).toEqual(["INVALID_CREDENTIALS"]);
    expect(await program.exit).toBe(0);
  },
);

it.runIf(onPostgres)("the program exits when its workers cannot start", async () => {
  const { code, output } = await runProgram([], {
    ...(await environment()),
    DATABASE_URL: "postgres://postgres@127.0.0.1:1/postgres",
  });
  expect(code).toBe(1);
  expect(output).toContain("database of DATABASE_URL cannot be reached");
});
