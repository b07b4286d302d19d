import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { createSdk, type Sdk } from "../../../client/sdk/sdk.ts";
import { newAccount, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { databaseEnvironment } from "../support/database/database-environment.ts";
import { type Program, runProgram, startProgram, waitForOutput } from "../support/program/run-program.ts";
import { poolEnvironment, startTestApp, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

/** Programs start. */
vi.setConfig({ testTimeout: 120_000 });

// Workers share a database, which the embedded one cannot be.
const onPostgres = inject("databaseTemplate").kind === "postgres";

/** Runs the user pool. */
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

async function environment(): Promise<Record<string, string>> {
  return {
    ...(await poolEnvironment(app.cognito, app.userPoolUrl)),
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    PORT: "0",
    WORKERS: "2",
    METRICS_PORT: "0",
    AUTH_MIN_RESPONSE_MS: "400",
    LOG_LEVEL: "fatal",
  };
}

/** An SDK that keeps one connection: a worker answers all that goes over it. */
function overOneConnection(url: string, accessToken?: string): Sdk {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return createSdk({
    url: `${url}/graphql`,
    ...(accessToken !== undefined && { headers: () => ({ authorization: `Bearer ${accessToken}` }) }),
    fetch: async (address, init) => {
      const headers = Object.fromEntries(new Headers(init?.headers));
      const sent = request(address, { agent, method: "POST", headers });
      // What breaks later breaks the answer.
      sent.on("error", () => {});
      sent.end(init?.body);
      const [answer]: IncomingMessage[] = await once(sent, "response");
      if (!answer) throw new Error("no answer");
      return new Response(await text(answer), { status: answer.statusCode ?? 0 });
    },
  });
}

async function workersOf({ child }: Program): Promise<number[]> {
  const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, "utf8");
  return children.trim().split(" ").filter(Boolean).map(Number);
}

/** The value of a time series of each worker, by its number. */
async function readMetric(url: string, name: string, labels = ""): Promise<Record<string, number>> {
  const lines = (await (await fetch(url)).text()).matchAll(/^(\w+)\{(.*)worker="(\d+)"\} (\S+)$/gm);
  return Object.fromEntries(
    Array.from(lines)
      .filter(([, each, others = ""]) => each === name && others.startsWith(labels))
      .map(([, , , worker, value]) => [worker, Number(value)]),
  );
}

it.runIf(onPostgres)(
  "two workers are one node: a sign-out reaches both, one that is killed is replaced and takes no request with it but its own, and both end what they are at",
  async () => {
    const program = startProgram([], { ...(await environment()), ...(await databaseEnvironment()) });
    const [, url = ""] = await waitForOutput(program, /Web client +(http:\S+)/);
    const [, metrics = ""] = await waitForOutput(program, /Metrics +(http:\S+)/);
    const before = await workersOf(program);
    expect(before).toHaveLength(2);

    // Connections go to the workers in turn.
    const { email, password } = await signUpPerson(app);
    const signInHere = async (): Promise<string> => {
      const { signIn } = await overOneConnection(url).signIn({ input: { email, password } });
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
    const guestsAtIt = guests.map(async (sdk, guest) => {
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
    await Promise.all(guestsAtIt);
    await eventually(async () => {
      const ages = await readMetric(metrics, "cruddur_revocations_age_seconds");
      expect(ages).toEqual({ "1": expect.any(Number), "2": expect.any(Number) });
    });
    // Whose connection was the killed worker's has lost the one request that was under way, if any.
    expect((failures[0] ?? 0) + (failures[1] ?? 0)).toBeLessThanOrEqual(1);

    // The signal comes to the primary and to the workers, as a terminal or a supervisor sends it.
    const { email: unknown } = newAccount();
    const late = [1, 2].map(
      async () => await overOneConnection(url).signIn({ input: { email: unknown, password } }),
    );
    await new Promise((soon) => setTimeout(soon, 150));
    for (const pid of await workersOf(program)) process.kill(pid, "SIGTERM");
    program.child.kill("SIGTERM");
    for (const answer of await Promise.all(late))
      expect(problemsOf(answer.signIn)).toEqual(["INVALID_CREDENTIALS"]);
    expect(await program.exit).toBe(0);
  },
);

it.runIf(onPostgres)("workers that cannot start end the program", async () => {
  const { code, output } = await runProgram([], {
    ...(await environment()),
    DATABASE_URL: "postgres://postgres@127.0.0.1:1/postgres",
  });
  expect(code).toBe(1);
  expect(output).toContain("database of DATABASE_URL cannot be reached");
});
