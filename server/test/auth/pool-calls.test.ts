import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRateLimiter } from "../../rate-limit/rate-limiter.ts";
import { memoryCounters } from "../../rate-limit/stores.ts";
import { assumedProfile } from "../../user-pool/profile/to-profile.ts";
import { limitCalls, type PoolCaller } from "../../user-pool/limit-calls.ts";
import { openUserPool, type UserPool } from "../../user-pool/user-pool.ts";
import { signUpPerson } from "../support/app/builders.ts";
import { catchRequestError, problemsOf } from "../support/app/expectations.ts";
import { startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** Starts a node. `count` returns how often it has called an operation of the pool. */
async function startNode() {
  const pool = await startFaultyUserPool(app.userPoolUrl);
  const node = await app.startNode({ COGNITO_ENDPOINT: pool.url, TRUST_PROXY: "1" });
  const count = (name: string): number => pool.operations.filter((operation) => operation === name).length;
  return { ...node, count };
}

/** A user pool that answers everything, for the requests of one caller, and how many calls it got. */
function openFakePool(caller: PoolCaller): { poolOfRequest: () => UserPool; sent: () => number } {
  let sent = 0;
  const cognito = {
    send: async () => {
      sent += 1;
      return {};
    },
  } as unknown as CognitoIdentityProviderClient;
  const client = { clientId: "client", clientSecret: undefined };
  const profile = () => assumedProfile({});
  const connection = { cognito, userPoolId: "us-east-1_Local0001", client, signUpClient: client, profile };
  const limiter = createRateLimiter(memoryCounters());
  return { poolOfRequest: () => openUserPool(limitCalls(connection, limiter, caller)), sent: () => sent };
}

/** How many requests are served before one is refused. */
async function countRequests(request: () => Promise<unknown>): Promise<number> {
  for (let served = 0; served < 10_000; served += 1)
    try {
      await request();
    } catch {
      return served;
    }
  throw new Error("There is no limit.");
}

const madeUp = (number: number): string => `${String(number).padStart(22, "0")}.made-up`;

describe("calls of the user pool", () => {
  it("are made for 60 made-up refresh tokens of a network, and for no more", async () => {
    const { sdk, count } = await startNode();
    const codes: string[] = [];
    for (let number = 0; number < 150; number += 1) {
      const { refreshSession } = await sdk.refreshSession({ input: { refreshToken: madeUp(number) } });
      codes.push(...problemsOf(refreshSession));
    }
    expect(codes.filter((code) => code === "SESSION_EXPIRED")).toHaveLength(60);
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(90);
    expect(count("RevokeToken")).toBe(60);
    // A session that exists is refreshed all the same.
    const { browser } = await signUpPerson(app);
    const { refreshSession } = await browser.sdk.refreshSession({});
    expect(refreshSession.__typename).toBe("SignedIn");
  });

  it("are made once for the cookie of an ended session, however often a browser sends it", async () => {
    const { sdk, count } = await startNode();
    for (let load = 0; load < 70; load += 1) {
      const headers = { cookie: `cruddur_refresh_token=${madeUp(1)}`, "x-forwarded-for": "203.0.113.10" };
      const { refreshSession } = await sdk.refreshSession({}, { headers });
      expect(problemsOf(refreshSession)).toEqual(["SESSION_EXPIRED"]);
    }
    expect(count("RevokeToken")).toBe(1);
  });

  it("are made for 60 made-up cookies that sign out, and for no more", async () => {
    const { url, count } = await startNode();
    for (let number = 0; number < 80; number += 1) {
      const answer = await postGraphql(
        url,
        { query: "mutation { signOut { __typename } }" },
        { cookie: `cruddur_refresh_token=${madeUp(number)}`, "x-forwarded-for": "203.0.113.9" },
      );
      expect(await answer.json()).toMatchObject({ data: { signOut: { __typename: "SignedOut" } } });
    }
    expect(count("RevokeToken")).toBe(60);
  });

  it("are made once for all aliases of a field", async () => {
    const { url, count } = await startNode();
    const { accessToken } = await signUpPerson(app);
    const query = "{ viewer { a: totpEnabled b: totpEnabled c: totpEnabled } again: viewer { totpEnabled } }";
    const answer = await postGraphql(url, { query }, { authorization: `Bearer ${accessToken}` });
    expect(await answer.json()).toEqual({
      data: { viewer: { a: false, b: false, c: false }, again: { totpEnabled: false } },
    });
    expect(count("GetUser")).toBe(1);
  });

  it("have a limit for each member, who then has to wait", async () => {
    const node = await startNode();
    const { accessToken } = await signUpPerson(app);
    const browser = node.browser();
    browser.useAccessToken(accessToken);
    for (let number = 0; number < 300; number += 1) await browser.sdk.account();
    const error = await catchRequestError(browser.sdk.account());
    expect([error.status, error.code]).toEqual([429, "RATE_LIMITED"]);
    expect(node.count("GetUser")).toBe(300);
    const { updateProfile } = await browser.sdk.updateProfile({ input: { name: "Troi" } });
    expect(problemsOf(updateProfile)).toEqual(["RATE_LIMITED"]);
    // Nobody else has to.
    const other = node.browser();
    other.useAccessToken((await signUpPerson(app)).accessToken);
    expect((await other.sdk.account()).viewer).not.toBeNull();
  });

  it.each<[string, PoolCaller]>([
    ["a member", { account: "0193548a-7b2c-7def-8123-456789abcdef" }],
    ["a network", { address: "203.0.113.7" }],
  ])("are refused by every operation once %s has made too many", async (_kind, caller) => {
    const { poolOfRequest, sent } = openFakePool(caller);
    const used = await countRequests(
      async () => await poolOfRequest().forgotPassword({ username: "worf@enterprise.example" }),
    );
    expect(sent()).toBe(used);
    const password = "a long enough pass phrase";
    const argument = {
      attributes: {},
      email: "worf@enterprise.example",
      password,
      newPassword: password,
      currentPassword: password,
      // Of two spellings: with one of them spellingOf makes no call.
      username: "worf@entérprise.example",
      sub: "a-sub",
      claims: { sub: "a-sub", hasUserScope: true },
    };
    for (const operation of Object.values(poolOfRequest()) as ((...values: object[]) => Promise<unknown>)[])
      await expect(operation(argument, argument)).rejects.toMatchObject({ code: "CALLS_EXCEEDED" });
    expect(sent()).toBe(used);
  });

  it("are counted each, also where a request makes several", async () => {
    const { poolOfRequest, sent } = openFakePool({ account: "0193548a-7b2c-7def-8123-456789abcdef" });
    const requests = await countRequests(
      async () =>
        await poolOfRequest().removeUnconfirmed({
          username: "worf@enterprise.example",
          contact: "worf@enterprise.example",
        }),
    );
    expect([requests, sent()]).toEqual([150, 300]);
  });
});
