import { describe, expect, it } from "vitest";
import { newAccount, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { startTestAppForThisTest, type TestApp } from "../support/app/test-app.ts";

const behindProxy = { environment: { TRUST_PROXY: "1" } };

/** Signs in with a wrong password from an IP address; by default to a new account. */
async function guess(app: TestApp, address: string, email = newAccount().email) {
  const { signIn } = await app.sdk.signIn(
    { input: { email, password: "not the pass phrase" } },
    { headers: { "x-forwarded-for": address } },
  );
  return expectState(signIn, "Rejected").problems[0];
}

async function guessUntilLimited(app: TestApp, address: (attempt: number) => string): Promise<number> {
  for (let attempt = 0; attempt < 70; attempt += 1) {
    if ((await guess(app, address(attempt)))?.code === "RATE_LIMITED") return attempt;
  }
  throw new Error("There is no limit.");
}

describe("rate limits", () => {
  it("apply to many requests at once, and over all nodes", async () => {
    const app = await startTestAppForThisTest();
    const node = await app.startNode();
    const { email, password } = await signUpPerson(app);
    const guesses = Array.from({ length: 20 }, async (_each, index) => {
      const { sdk } = index % 2 === 0 ? app : node;
      const { signIn } = await sdk.signIn({ input: { email, password: `guess ${index}` } });
      return problemsOf(signIn)[0];
    });
    const answers = await Promise.all(guesses);
    // Without Postgres or Redis each node counts in its own memory.
    const stores = process.env["TEST_DATABASE_URL"] || process.env["TEST_REDIS_URL"] ? 1 : 2;
    expect(answers.filter((code) => code !== "RATE_LIMITED").length).toBeLessThanOrEqual(5 * stores);
    const { signIn } = await app.sdk.signIn({ input: { email, password } });
    expect(problemsOf(signIn)).toEqual(["RATE_LIMITED"]);
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

  it("ignore an address that the client claims", async () => {
    const app = await startTestAppForThisTest();
    expect(await guessUntilLimited(app, (attempt) => `203.0.113.${attempt}`)).toBe(60);
  });

  it("forget wrong passwords after a right one", async () => {
    const app = await startTestAppForThisTest();
    const { email, password } = await signUpPerson(app);
    for (let round = 0; round < 3; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1) await guess(app, "", email);
      const { signIn } = await app.sdk.signIn({ input: { email, password } });
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
    expect(browser.cookies.size).toBe(1);
  });
});
