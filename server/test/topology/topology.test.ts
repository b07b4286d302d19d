import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { GraphQLRequestError } from "../../../client/sdk/request-error.ts";
import { createSdk, type Sdk } from "../../../client/sdk/sdk.ts";
import { newAccount } from "../support/app/builders.ts";
import { expectState } from "../support/app/expectations.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { readOwnPosts, sdkWithToken, Writers, writerCount } from "../support/program/writers.ts";
import { type Node, startTopology, type Topology } from "./topology.ts";

const redisUrl = process.env["TEST_REDIS_URL"];
const onServices = process.env["TEST_DATABASE_URL"] !== undefined && redisUrl !== undefined;

// Several nodes need Postgres and Redis; where these are configured, Caddy must be installed (apt-get install caddy).
describe.runIf(onServices)("two nodes behind a proxy, as in docker-compose.yml", () => {
  let all: Topology;
  let first: Node;
  let second: Node;
  beforeAll(async () => {
    const build = fileURLToPath(new URL("../../../scripts/build.mjs", import.meta.url));
    await promisify(execFile)(process.execPath, [build]);
    all = await startTopology(redisUrl ?? "");
    [first, second] = await Promise.all([all.startNode("api-1"), all.startNode("api-2")]);
  });
  afterAll(async () => await all?.stop());

  const sdkAt = (url: string): Sdk => createSdk({ url: `${url}/graphql` });

  /** Retries where a busy machine exceeds the node's four seconds for the user pool. */
  async function patiently<T>(call: () => Promise<T>, attemptsLeft = 2): Promise<T> {
    try {
      return await call();
    } catch (error) {
      const mayTryAgain = error instanceof GraphQLRequestError && error.code === "AUTH_UNAVAILABLE";
      if (!mayTryAgain || attemptsLeft === 0) throw error;
      return await patiently(call, attemptsLeft - 1);
    }
  }

  const signUp = () => patiently(signUpOnce);

  /** Signs up through the proxy, with the code of the mail. */
  async function signUpOnce() {
    const account = newAccount();
    const sdk = sdkAt(all.url);
    expectState((await sdk.signUp({ input: account })).signUp, "CodeSent");
    const find = () => all.mail.mails.find(({ to }) => to.includes(account.email))?.data ?? "";
    await expect.poll(() => find()).toMatch(/\b\d{6}\b/);
    const [code = ""] =
      /\b\d{6}\b/.exec(
        find()
          .split(/\r?\n\r?\n/)
          .slice(1)
          .join("\n"),
      ) ?? [];
    const input = { identifier: account.email, code, refreshTokenDelivery: "PAYLOAD" } as const;
    const { accessToken } = expectState(
      (await sdk.confirmSignUp({ input })).confirmSignUp,
      "SignedIn",
    ).session;
    return { ...account, accessToken };
  }

  /** Waits until the proxy may send requests to both nodes. */
  async function waitUntilBothReady(): Promise<void> {
    await expect
      .poll(async () => {
        const answers = await Promise.all([first, second].map(({ url }) => fetch(`${url}/readyz`)));
        return answers.map(({ status }) => status);
      })
      .toEqual([200, 200]);
  }

  it("web client and API share an origin, which does not serve the metrics", async () => {
    const page = await fetch(all.url);
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(await page.text()).toContain("<script");
    expect((await sdkAt(all.url).homeFeed({})).homeFeed.edges).toEqual([]);
    expect((await fetch(`${all.url}/metrics`)).status).toBe(404);
  });

  it("a session of one node is accepted by the other, and refused there within a second of the sign-out", async () => {
    const { email, password } = await signUp();
    const input = { identifier: email, password, refreshTokenDelivery: "PAYLOAD" } as const;
    const { signIn } = await patiently(() => sdkAt(first.url).signIn({ input }));
    const { accessToken } = expectState(signIn, "SignedIn").session;
    const there = sdkWithToken(second.url, accessToken);
    expect((await there.viewer()).viewer?.email).toBe(email);

    expectState((await sdkWithToken(first.url, accessToken).signOut()).signOut, "SignedOut");
    const signedOutAt = performance.now();
    // A request that is sent a second later or more must be refused, however long its response takes.
    let askedAt = signedOutAt;
    let answer: unknown;
    do {
      askedAt = performance.now();
      answer = await there.viewer().catch((error: unknown) => error);
    } while (!(answer instanceof GraphQLRequestError) && askedAt - signedOutAt < 1000);
    expect(answer).toMatchObject({ status: 401, code: "UNAUTHENTICATED", reason: "TOKEN_INVALID" });
  });

  it("a post on either node reaches all subscribers behind the proxy at once", async () => {
    const { accessToken } = await signUp();
    const end = new AbortController();
    onTestFinished(() => end.abort());
    const open = async () => {
      const answer = await fetch(`${all.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "text/event-stream" },
        body: JSON.stringify({ query: "subscription { activityPosted { message } }" }),
        signal: end.signal,
      });
      expect(answer.headers.get("content-type")).toContain("text/event-stream");
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      // The first event is a ping, which a buffering proxy would hold back.
      expect((await reader?.read())?.value).toBe(":\n\n");
      return reader;
    };
    /** A busy machine takes longer than the time between two pings. */
    const nextPost = async (reader: Awaited<ReturnType<typeof open>>) => {
      for (;;) {
        const value = (await reader?.read())?.value;
        if (value === undefined || value.replaceAll(":\n\n", "") !== "") return value;
      }
    };
    const readers = [await open(), await open()];
    await sdkWithToken(first.url, accessToken).createActivity({ input: { message: "from the first" } });
    for (const reader of readers) expect(await nextPost(reader)).toContain("from the first");
    await sdkWithToken(second.url, accessToken).createActivity({ input: { message: "from the second" } });
    for (const reader of readers) expect(await nextPost(reader)).toContain("from the second");
  });

  it("a request has the proxy's id in its response and in the node's log", async () => {
    const probe = { query: "query Probe { viewer { id } }", operationName: "Probe" };
    const answer = await postGraphql(all.url, probe, { "x-request-id": "chosen-by-a-stranger" });
    const id = answer.headers.get("x-request-id") ?? "";
    expect(id).toMatch(/^[\da-f-]{36}$/);
    const logs = () => first.program.output() + second.program.output();
    await expect.poll(logs).toContain(`"requestId":"${id}"`);
    expect(logs()).not.toContain("chosen-by-a-stranger");
  });

  it("a killed node loses no acknowledged post, and the other node serves on", async () => {
    const { accessToken } = await signUp();
    const sdk = sdkWithToken(all.url, accessToken);
    const people = new Writers(async () => sdk);
    await people.until(({ acknowledged }) => acknowledged.length >= 40);
    first.program.child.kill("SIGKILL");
    await first.program.exit;
    const before = people.acknowledged.length;
    await people.until(({ acknowledged }) => acknowledged.length >= before + 10 * writerCount);
    await people.stop();
    // Requests at the killed node fail and are sent again: at most one for each writer.
    expect(people.failures.length).toBeLessThanOrEqual(writerCount);
    expect((await readOwnPosts(sdk)).toSorted()).toEqual(people.acknowledged.toSorted());
    first = await all.startNode("api-1");
  });

  it("a node that stops fails no request", async () => {
    await waitUntilBothReady();
    const { accessToken } = await signUp();
    const sdk = sdkWithToken(all.url, accessToken);
    const people = new Writers(async () => sdk);
    await people.until(({ acknowledged }) => acknowledged.length >= 20);
    second.program.child.kill("SIGTERM");
    expect(await second.program.exit).toBe(0);
    const before = people.acknowledged.length;
    await people.until(({ acknowledged }) => acknowledged.length >= before + 5 * writerCount);
    await people.stop();
    expect(people.failures).toEqual([]);
    expect((await readOwnPosts(sdk)).toSorted()).toEqual(people.acknowledged.toSorted());
  });
});
