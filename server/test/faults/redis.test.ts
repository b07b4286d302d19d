import { expect, it } from "vitest";
import { newAccount, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { problemsOf, catchRequestError } from "../support/app/expectations.ts";
import { post } from "../support/app/feed-actions.ts";
import { startTcpProxy } from "../support/network/tcp-proxy.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

const redisUrl = process.env["TEST_REDIS_URL"];

/** Starts two nodes whose Redis is behind a proxy. */
async function startNodes() {
  const address = new URL(redisUrl ?? "");
  const proxy = await startTcpProxy({ host: address.hostname, port: Number(address.port || "6379") });
  address.host = `127.0.0.1:${proxy.port}`;
  const environment = { REDIS_URL: address.href };
  const app = await startTestAppForThisTest({ environment });
  return { proxy, app, other: await app.startNode(environment) };
}

const faults = [
  ["gone", "cut"],
  ["silent", "freeze"],
] as const;

it.runIf(redisUrl !== undefined).each(faults)(
  "no request fails while Redis is %s: sign-outs reach the other node, attempts are counted, and Redis is used again when it is back",
  async (_how, fault) => {
    const { proxy, app, other } = await startNodes();
    const person = await signUpPerson(app);
    await proxy[fault]();

    const { browser } = await signInPerson(app, person);
    const there = other.browser();
    there.useAccessToken(browser.accessToken());
    expect((await there.sdk.viewer()).viewer?.handle).toBe(person.handle);
    await post(browser.sdk, "without Redis");
    expect((await there.sdk.homeFeed({})).homeFeed.edges[0]?.node.message).toBe("without Redis");
    await browser.sdk.signOut();
    await eventually(async () =>
      expect((await catchRequestError(there.sdk.viewer())).reason).toBe("TOKEN_INVALID"),
    );
    const { email } = newAccount();
    const problems = new Set<string>();
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const { signIn } = await app.sdk.signIn({
        input: { identifier: email, password: "not this one either" },
      });
      for (const problem of problemsOf(signIn)) problems.add(problem);
    }
    expect(problems).toContain("RATE_LIMITED");

    await proxy.mend();
    // Each node has two connections.
    await eventually(() => expect(proxy.connections()).toBe(4));
    // Both nodes count four attempts together, which needs Redis.
    await eventually(async () => {
      const { email: next } = newAccount();
      const answers: string[] = [];
      for (const node of [app, other, app, other, app, other]) {
        const { signIn } = await node.sdk.signIn({ input: { identifier: next, password: "nor this one" } });
        answers.push(...problemsOf(signIn));
      }
      const wrong = answers.slice(0, 4);
      expect([new Set(wrong), new Set(answers.slice(4))]).toEqual([
        new Set(["INVALID_CREDENTIALS"]),
        new Set(["RATE_LIMITED"]),
      ]);
    }, 500);
  },
);
