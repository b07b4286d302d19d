import { describe, expect, it } from "vitest";
import { networksOf } from "../../rate-limit/network-of.ts";
import {
  type Account,
  newAccount,
  newestCode,
  type Person,
  signInPerson,
  signUpPerson,
} from "../support/app/builders.ts";
import { countElsewhere, sharedCounters } from "../support/app/counted-elsewhere.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestAppForThisTest, type TestApp } from "../support/app/test-app.ts";

const behindProxy = { environment: { TRUST_PROXY: "1" } };

/** Signs in with a wrong password from an IP address; by default to a new account. */
async function guess(app: Pick<TestApp, "sdk">, address: string, email = newAccount().email) {
  const { signIn } = await app.sdk.signIn(
    { input: { identifier: email, password: "not the pass phrase" } },
    { headers: { "x-forwarded-for": address } },
  );
  return expectState(signIn, "Rejected").problems[0];
}

async function guessUntilLimited(app: TestApp, address: (attempt: number) => string): Promise<number> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if ((await guess(app, address(attempt)))?.code === "RATE_LIMITED") return attempt;
  }
  throw new Error("There is no limit.");
}

describe("rate limits", () => {
  it("apply to many requests at once, and over all nodes", async () => {
    const app = await startTestAppForThisTest(sharedCounters);
    const pool = await startFaultyUserPool(app.userPoolUrl);
    const nodes = [
      await app.startNode({ COGNITO_ENDPOINT: pool.url }),
      await app.startNode({ COGNITO_ENDPOINT: pool.url }),
    ] as const;
    const { email, password } = await signUpPerson(app);
    pool.operations.length = 0;
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_each, index) => await guess(nodes[index % 2 ? 1 : 0], "", email)),
    );
    const codes = answers.map((problem) => problem?.code);
    expect(codes.filter((code) => code === "INVALID_CREDENTIALS")).toHaveLength(4);
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(16);
    // Counted here, and not by the pool, which would lock the account for its owner too.
    expect(pool.operations.filter((operation) => operation === "InitiateAuth")).toHaveLength(4);
    for (const { sdk } of nodes) {
      const { signIn } = await sdk.signIn({ input: { identifier: email, password } });
      expect(problemsOf(signIn)).toEqual(["RATE_LIMITED"]);
    }
    expect(pool.operations.filter((operation) => operation === "InitiateAuth")).toHaveLength(4);
  });

  it("count each spelling of a password that the pool gets", async () => {
    const app = await startTestAppForThisTest();
    const pool = await startFaultyUserPool(app.userPoolUrl);
    const { sdk } = await app.startNode({ COGNITO_ENDPOINT: pool.url });
    const { email } = newAccount();
    pool.operations.length = 0;
    // Not in Unicode's form NFC.
    const password = "re\u0301sistance is futile";
    for (let attempt = 0; attempt < 4; attempt += 1)
      await sdk.signIn({ input: { identifier: email, password } });
    expect(pool.operations.filter((operation) => operation === "InitiateAuth")).toHaveLength(4);
  });

  it("count an IPv6 network (/64) as one client, and say how long to wait", async () => {
    const app = await startTestAppForThisTest(behindProxy);
    const attempts = await guessUntilLimited(app, (attempt) => `2001:db8:1:2::${attempt.toString(16)}`);
    expect(attempts).toBe(60);
    const problem = await guess(app, "2001:db8:1:2:ffff::1");
    expect(problem).toMatchObject({ code: "RATE_LIMITED" });
    expect(problem?.retryAfterSeconds).toBeGreaterThan(0);
    expect((await guess(app, "2001:db8:1:3::1"))?.code).toBe("INVALID_CREDENTIALS");
    expect((await guess(app, "203.0.113.7"))?.code).toBe("INVALID_CREDENTIALS");
  });

  it.each([
    ["/56", 120, (attempt: number) => `2001:db8:1:2${attempt.toString(16).padStart(2, "0")}::1`],
    ["/48", 240, (attempt: number) => `2001:db8:1:${(attempt << 8).toString(16)}::1`],
  ])("count the networks of an IPv6 %s together, with a larger limit", async (length, limit, address) => {
    const app = await startTestAppForThisTest({ ...behindProxy, ...sharedCounters });
    const network = networksOf(address(0)).find(({ name }) => name.endsWith(length));
    await countElsewhere(
      app,
      { limit: "passwordByAddress", key: network?.name ?? "", ...network },
      limit - 20,
    );
    expect(await guessUntilLimited(app, address)).toBe(20);
    expect((await guess(app, "2001:db8:2:2::1"))?.code).toBe("INVALID_CREDENTIALS");
  });

  it("count an address as the same with a port, in brackets, with a zone and mapped to IPv6", async () => {
    const app = await startTestAppForThisTest(behindProxy);
    const ipv4 = ["203.0.113.7", "203.0.113.7:81", "::ffff:203.0.113.7", "[::ffff:cb00:7107]:443"];
    const attempts = await guessUntilLimited(app, (attempt) =>
      (ipv4[attempt % 4] ?? "").replace(/:81$/, `:${1024 + attempt}`),
    );
    expect(attempts).toBe(60);
    const ipv6 = ["fe80::1", "[fe80::1]:443", "fe80::1%eth0", "[fe80::1]"];
    expect(await guessUntilLimited(app, (attempt) => ipv6[attempt % 4] ?? "")).toBe(60);
  });

  it.each(["unknown", "_hidden", "1.2.3.4/24", "not an address"])(
    "refuse a request whose proxy names a client that is no address: %s",
    async (address) => {
      const app = await startTestAppForThisTest(behindProxy);
      const query = "{ homeFeed { edges { node { id } } } }";
      expect((await postGraphql(app.url, { query })).status).toBe(200);
      const answer = await postGraphql(app.url, { query }, { "x-forwarded-for": address });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
    },
  );

  it("ignore an address that the client claims", async () => {
    const app = await startTestAppForThisTest();
    expect(await guessUntilLimited(app, (attempt) => `203.0.113.${attempt}`)).toBe(60);
  });

  it("do not count for the account what the network's own limit refuses", async () => {
    const app = await startTestAppForThisTest(behindProxy);
    await guessUntilLimited(app, () => "203.0.113.7");
    const { email, password } = await signUpPerson(app);
    for (let attempt = 0; attempt < 10; attempt += 1) await guess(app, "203.0.113.7", email);
    for (let attempt = 0; attempt < 3; attempt += 1)
      expect((await guess(app, "203.0.113.8", email))?.code).toBe("INVALID_CREDENTIALS");
    const { signIn } = await app.sdk.signIn({ input: { identifier: email, password } });
    expect(signIn.__typename).toBe("SignedIn");
  });

  it("forget wrong passwords of a known browser after a right one", async () => {
    const app = await startTestAppForThisTest();
    const { email, password, browser } = await signUpPerson(app);
    for (let round = 0; round < 3; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1) await guess(browser, "", email);
      const { signIn } = await browser.sdk.signIn({ input: { identifier: email, password } });
      expect(signIn.__typename).toBe("SignedIn");
    }
  });

  it("do not count successes of a network: an office may sign in as often as it likes", async () => {
    const app = await startTestAppForThisTest();
    const person = await signUpPerson(app);
    for (let attempt = 0; attempt < 65; attempt += 1) await signInPerson(app, person);
    for (let attempt = 0; attempt < 30; attempt += 1) await guess(app, "");
    for (let attempt = 0; attempt < 35; attempt += 1) await signInPerson(app, person);
    for (let attempt = 0; attempt < 29; attempt += 1) await guess(app, "");
    expect((await guess(app, ""))?.code).toBe("INVALID_CREDENTIALS");
    expect((await guess(app, ""))?.code).toBe("RATE_LIMITED");
  });

  it("apply to refreshes of one session", async () => {
    const app = await startTestAppForThisTest();
    const { browser } = await signUpPerson(app);
    const answers: string[] = [];
    for (let attempt = 0; attempt < 61; attempt += 1) {
      const { refreshSession } = await browser.sdk.refreshSession({});
      answers.push(refreshSession.__typename);
    }
    expect(answers.indexOf("Rejected")).toBe(60);
    // The session does not end.
    expect((await browser.sdk.viewer()).viewer).not.toBeNull();
    expect([...browser.cookies.keys()]).toContain("cruddur_refresh_token");
  });
});

/** Recovers an account with a mailed code, and returns the states of both mutations. */
async function recover(app: TestApp, { email, browser }: Pick<Person, "email" | "browser">) {
  const { forgotPassword } = await browser.sdk.forgotPassword({ input: { identifier: email } });
  const { confirmForgotPassword } = await browser.sdk.confirmForgotPassword({
    input: { identifier: email, code: await newestCode(app, email), newPassword: "another long pass phrase" },
  });
  return [forgotPassword.__typename, confirmForgotPassword.__typename];
}

describe("the owner of an account", () => {
  it("signs in and recovers from a known browser while 200 addresses guess", async () => {
    const app = await startTestAppForThisTest(behindProxy);
    const owner = await signUpPerson(app);
    const { email, password, browser } = owner;
    const attackFrom = async (stranger: number): Promise<string | undefined> => {
      const more = { headers: { "x-forwarded-for": `198.51.100.${stranger}` } };
      const newPassword = "the stranger's pass phrase";
      await app.sdk.forgotPassword({ input: { identifier: email } }, more);
      await app.sdk.confirmForgotPassword(
        { input: { identifier: email, code: "000000", newPassword } },
        more,
      );
      return (await guess(app, `198.51.100.${stranger}`, email))?.code;
    };
    const attack = async (strangers: number): Promise<(string | undefined)[]> => {
      const codes: (string | undefined)[] = [];
      // In groups, since a node refuses what it cannot serve soon.
      for (let first = 0; first < strangers; first += 20)
        codes.push(
          ...(await Promise.all(
            Array.from({ length: 20 }, async (_each, number) => await attackFrom(first + number)),
          )),
        );
      return codes;
    };
    expect((await attack(200)).filter((code) => code === "RATE_LIMITED")).toHaveLength(196);
    // As a browser whose session has ended.
    browser.useAccessToken(undefined);
    const { signIn } = await browser.sdk.signIn({ input: { identifier: email, password } });
    expect(signIn.__typename).toBe("SignedIn");
    expect(await recover(app, owner)).toEqual(["CodeSent", "SignedIn"]);
    // More than any limit by account permits.
    await attack(20);
    const again = await browser.sdk.signIn({
      input: { identifier: email, password: "another long pass phrase" },
    });
    expect(again.signIn.__typename).toBe("SignedIn");
    expect(await recover(app, owner)).toEqual(["CodeSent", "SignedIn"]);
    // A stranger does not become known by the attempts.
    expect((await guess(app, "192.0.2.1", email))?.code).toBe("RATE_LIMITED");
  });

  it("signs in from a known browser though its network has used up its limit", async () => {
    const app = await startTestAppForThisTest();
    const { email, password, browser } = await signUpPerson(app);
    await guessUntilLimited(app, () => "");
    const { signIn } = await browser.sdk.signIn({ input: { identifier: email, password } });
    expect(signIn.__typename).toBe("SignedIn");
  });

  it("has a known browser for each of the last eight accounts, for 90 days", async () => {
    const app = await startTestAppForThisTest();
    const accounts: Account[] = [];
    for (let number = 0; number < 9; number += 1) accounts.push(await signUpPerson(app));
    const browser = app.browser();
    for (const { email, password } of accounts)
      expectState((await browser.sdk.signIn({ input: { identifier: email, password } })).signIn, "SignedIn");
    const [oldest, ...others] = accounts;
    for (const { email } of accounts) for (let time = 0; time < 4; time += 1) await guess(app, "", email);
    const states = async (each: Account | undefined): Promise<string[]> => {
      if (!each) throw new Error("There is no account.");
      const { signIn } = await browser.sdk.signIn({ input: { identifier: each.email, password: "wrong" } });
      return problemsOf(signIn);
    };
    expect(await states(oldest)).toEqual(["RATE_LIMITED"]);
    for (const each of others) expect(await states(each)).toEqual(["INVALID_CREDENTIALS"]);
    app.advance({ days: 91 });
    for (const each of others) expect(await states(each)).toEqual(["RATE_LIMITED"]);
  });

  it("is not refused by a cookie that somebody changed, or copied for another account", async () => {
    const app = await startTestAppForThisTest();
    const victim = await signUpPerson(app);
    const stranger = await signUpPerson(app);
    for (let time = 0; time < 4; time += 1) await guess(app, "", victim.email);
    const cookie = stranger.browser.cookies.get("cruddur_device") ?? "";
    expect(cookie.length).toBeGreaterThan(40);
    for (const value of [cookie, `A${cookie.slice(1)}`, cookie + cookie, cookie.slice(4), "", "x", "é"]) {
      stranger.browser.cookies.set("cruddur_device", value);
      expect((await guess(stranger.browser, "", victim.email))?.code).toBe("RATE_LIMITED");
    }
  });

  it("leaves no trace for strangers whose guesses are limited", async () => {
    const app = await startTestAppForThisTest();
    const owner = await signUpPerson(app);
    const nobody = newAccount();
    for (const { email } of [owner, nobody])
      for (let time = 0; time < 3; time += 1) await guess(app, "", email);
    // From a browser that is not known: the sign-in is an attempt, but leaves the strangers' wrong ones.
    await signInPerson(app, owner);
    for (const { email } of [owner, nobody]) {
      expect((await guess(app, "", email))?.code).toBe("INVALID_CREDENTIALS");
      expect((await guess(app, "", email))?.code).toBe("RATE_LIMITED");
    }
    const input = { identifier: owner.email, password: owner.password };
    expectState((await owner.browser.sdk.signIn({ input })).signIn, "SignedIn");
    for (const { email } of [owner, nobody]) expect((await guess(app, "", email))?.code).toBe("RATE_LIMITED");
  });
});
