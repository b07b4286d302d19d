import { expect, inject, it, vi } from "vitest";
import { GraphQLRequestError } from "../../client/sdk/request-error.ts";
import { createSdk, type Sdk } from "../../client/sdk/sdk.ts";
import { newAccount } from "./builders.ts";
import { inState } from "./expectations.ts";
import { findPostgres, startCluster } from "./postgres-cluster.ts";
import { ownDatabase } from "./own-database.ts";
import { type Program, startProgram, waitForOutput } from "./run-program.ts";

/** Programs start, and start again. */
vi.setConfig({ testTimeout: 180_000 });

const writers = 4;

async function startNode(environment: Record<string, string>): Promise<{ program: Program; url: string }> {
  const program = startProgram([], { PORT: "0", USER_POOL_PORT: "0", LOG_LEVEL: "fatal", ...environment });
  const [, url = ""] = await waitForOutput(program, /Web client +(http:\S+)/);
  return { program, url };
}

async function signUp(url: string): Promise<string> {
  const sdk = createSdk({ url: `${url}/graphql` });
  const account = newAccount();
  inState((await sdk.signUp({ input: account })).signUp, "CodeSent");
  const [mail] = await (await fetch(`${url}/inbox.json?to=${account.email}`)).json();
  const { confirmSignUp } = await sdk.confirmSignUp({ input: { email: account.email, code: mail.code } });
  return inState(confirmSignUp, "SignedIn").session.accessToken;
}

/** People who post without a pause, and send again whatever was not answered, with the same key. */
class Writers {
  readonly acknowledged: string[] = [];
  readonly failures: GraphQLRequestError[] = [];
  #stopped = false;
  readonly #waiting: { until: () => boolean; done: () => void }[] = [];
  readonly #running: Promise<void>[];

  constructor(sdk: () => Sdk) {
    this.#running = Array.from(
      { length: writers },
      async (_nothing, writer) => await this.#write(writer, sdk),
    );
  }

  async #write(writer: number, sdk: () => Sdk): Promise<void> {
    for (let number = 1; !this.#stopped;) {
      const message = `post-${writer}-${number}`;
      try {
        const { createActivity } = await sdk().createActivity({
          input: { message, idempotencyKey: message },
        });
        this.acknowledged.push(inState(createActivity, "Activity").message);
        number += 1;
      } catch (error) {
        if (!(error instanceof GraphQLRequestError)) throw error;
        this.failures.push(error);
      }
      for (const { until, done } of this.#waiting) if (until()) done();
    }
  }

  async until(condition: (writers: Writers) => boolean): Promise<void> {
    await Promise.race([
      new Promise<void>((done) => this.#waiting.push({ until: () => condition(this), done })),
      ...this.#running,
    ]);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running);
  }
}

async function allOwnPosts(sdk: Sdk): Promise<string[]> {
  const messages: string[] = [];
  let after: string | undefined;
  for (;;) {
    const { viewer } = await sdk.viewerActivities({ first: 100, ...(after !== undefined && { after }) });
    const page = viewer?.activities;
    messages.push(...(page?.edges.map(({ node }) => node.message) ?? []));
    if (!page?.pageInfo.hasNextPage) return messages;
    after = page.pageInfo.endCursor ?? undefined;
  }
}

function sdkOf(url: string, token: string): Sdk {
  return createSdk({ url: `${url}/graphql`, headers: () => ({ authorization: `Bearer ${token}` }) });
}

it("no acknowledged post is lost when a node is killed, and none is there twice when it is sent again", async () => {
  const environment = await ownDatabase();
  const first = await startNode(environment);
  const token = await signUp(first.url);
  let sdk = sdkOf(first.url, token);
  const people = new Writers(() => sdk);
  await people.until(({ acknowledged }) => acknowledged.length >= 25);
  first.program.child.kill("SIGKILL");
  await first.program.exit;
  const second = await startNode(environment);
  sdk = sdkOf(second.url, token);
  const before = people.acknowledged.length;
  await people.until(({ acknowledged }) => acknowledged.length >= before + 2 * writers);
  await people.stop();
  expect(people.failures.length).toBeGreaterThan(0);
  expect((await allOwnPosts(sdk)).toSorted()).toEqual(people.acknowledged.toSorted());
});

// A person's machine may have a Postgres to test on and not its programs; where CI has not, that is a fault.
const mayRestart =
  inject("databaseTemplate").kind === "postgres" &&
  ((await findPostgres()) !== undefined || process.env["CI"] !== undefined);
const waysToStop = mayRestart ? (["immediate", "fast"] as const) : [];

it.each(waysToStop)(
  "while the database restarts (%s) requests fail with 503, and then go on by themselves; no acknowledged post is lost",
  async (mode) => {
    const cluster = await startCluster();
    const { url, program } = await startNode({ DATABASE_URL: cluster.url });
    const token = await signUp(url);
    const sdk = sdkOf(url, token);
    const people = new Writers(() => sdk);
    await people.until(({ acknowledged }) => acknowledged.length >= 25);

    await cluster.stop(mode);
    await people.until(({ failures }) => failures.length >= 3 * writers);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const failed = await sdk.homeFeed({}).catch((error: unknown) => error);
    expect(failed).toMatchObject({ status: 503, code: "SERVICE_UNAVAILABLE" });
    expect((failed as GraphQLRequestError).headers.get("retry-after")).toBe("1");

    await cluster.start();
    const before = people.acknowledged.length;
    await people.until(({ acknowledged }) => acknowledged.length >= before + 5 * writers);
    await people.stop();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    // Without its database a node cannot tell either which sessions have ended.
    const answers = new Set(people.failures.map(({ status, code }) => `${status} ${code}`));
    for (const answer of answers)
      expect(["503 SERVICE_UNAVAILABLE", "503 AUTH_UNAVAILABLE"]).toContain(answer);
    expect((await allOwnPosts(sdk)).toSorted()).toEqual(people.acknowledged.toSorted());
    expect(program.child.exitCode).toBeNull();
  },
);
