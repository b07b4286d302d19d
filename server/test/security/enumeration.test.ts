import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAccount, signUpPerson } from "../support/app/builders.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp, startTestAppForThisTest, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** Sends a request. Returns the parts of the response that do not differ between any two requests. */
async function comparable(url: string, query: string): Promise<unknown> {
  const answer = await postGraphql(url, { query });
  const headers = [...answer.headers].filter(([name]) => name !== "date" && name !== "x-request-id");
  return { status: answer.status, headers, body: await answer.text() };
}

/** Each public mutation that takes an address. The tests use addresses of equal length. */
const mutations: Record<string, (email: string) => string> = {
  signUp: (email) =>
    `mutation { signUp(input: { email: "${email}", password: "a long enough pass phrase", name: "Q", handle: "${newAccount().handle}" }) { __typename ... on CodeSent { codeDelivery { destination medium attribute } } ... on Rejected { problems { code field message } } } }`,
  resendConfirmationCode: (email) =>
    `mutation { resendConfirmationCode(input: { identifier: "${email}" }) { __typename ... on CodeSent { codeDelivery { destination } } ... on Rejected { problems { code message } } } }`,
  confirmSignUp: (email) =>
    `mutation { confirmSignUp(input: { identifier: "${email}", code: "000000" }) { __typename ... on Rejected { problems { code field message retryAfterSeconds } } } }`,
  signIn: (email) =>
    `mutation { signIn(input: { identifier: "${email}", password: "not the pass phrase" }) { __typename ... on Rejected { problems { code field message retryAfterSeconds } } } }`,
  forgotPassword: (email) =>
    `mutation { forgotPassword(input: { identifier: "${email}" }) { __typename ... on CodeSent { codeDelivery { destination } } ... on Rejected { problems { code message } } } }`,
  confirmForgotPassword: (email) =>
    `mutation { confirmForgotPassword(input: { identifier: "${email}", code: "000000", newPassword: "a long enough pass phrase" }) { __typename ... on Rejected { problems { code field message retryAfterSeconds } } } }`,
};

describe.each(Object.entries(mutations))("%s", (_name, mutation) => {
  it("responds alike for an address with an account, with a pending sign-up, and without either", async () => {
    const known = await signUpPerson(app);
    const waiting = newAccount();
    await app.sdk.signUp({ input: waiting });
    const [ofKnown, ofWaiting, ofNobody] = [
      await comparable(app.url, mutation(known.email)),
      await comparable(app.url, mutation(waiting.email)),
      await comparable(app.url, mutation(newAccount().email)),
    ];
    expect(anonymous(ofKnown)).toEqual(anonymous(ofNobody));
    expect(anonymous(ofWaiting)).toEqual(anonymous(ofNobody));
  });

  it("responds alike when it is repeated up to the rate limit", async () => {
    const known = await signUpPerson(app);
    const { email: nobody } = newAccount();
    const states = async (email: string): Promise<string[]> => {
      const answers: string[] = [];
      for (let attempt = 0; attempt < 7; attempt += 1) {
        const text = JSON.stringify(await comparable(app.url, mutation(email)));
        answers.push(/RATE_LIMITED|INVALID_\w+|CodeSent/.exec(text)?.[0] ?? text);
      }
      return answers;
    };
    const ofNobody = await states(nobody);
    expect(ofNobody).toContain("RATE_LIMITED");
    // The sign-up has already used one of the known address's mails.
    const mails = ofNobody[0] === "CodeSent";
    expect(await states(known.email)).toEqual(mails ? [...ofNobody.slice(1), "RATE_LIMITED"] : ofNobody);
  });

  it("takes at least AUTH_MIN_RESPONSE_MS, with an account and without", async () => {
    const slow = await startTestAppForThisTest({ environment: { AUTH_MIN_RESPONSE_MS: "150" } });
    const known = await signUpPerson(slow);
    for (const email of [known.email, newAccount().email]) {
      const began = performance.now();
      await comparable(slow.url, mutation(email));
      // Timers may fire a millisecond early.
      expect(performance.now() - began).toBeGreaterThan(148);
    }
  });
});

it("a wrong code for a new address takes at least AUTH_MIN_RESPONSE_MS, with an account and without", async () => {
  const slow = await startTestAppForThisTest({ environment: { AUTH_MIN_RESPONSE_MS: "150" } });
  const known = await signUpPerson(slow);
  for (const email of [known.email, newAccount().email]) {
    const { browser } = await signUpPerson(slow);
    await browser.sdk.changeEmail({ input: { email } });
    const began = performance.now();
    await browser.sdk.confirmEmail({ input: { code: "000000" } });
    expect(performance.now() - began).toBeGreaterThan(148);
  }
});

/** Removes the masked address's first letter, and the cookie's encrypted value. */
function anonymous(answer: unknown): unknown {
  const text = JSON.stringify(answer).replaceAll(/.\*\*\*@e\*\*\*/g, "?***@e***");
  return JSON.parse(text.replace(/cruddur_sign_up=[\w-]{64};/, "cruddur_sign_up=?;"));
}

describe("the owner of an address", () => {
  it("is notified by mail of another sign-up with it, which changes nothing", async () => {
    const owner = await signUpPerson(app);
    const before = (await app.mails(owner.email)).length;
    await app.sdk.signUp({ input: newAccount({ email: owner.email }) });
    await eventually(async () => expect((await app.mails(owner.email)).length).toBe(before + 1));
    expect(await app.newestMail(owner.email)).toMatchObject({
      subject: expect.stringContaining("already"),
      code: null,
    });
    expect((await owner.browser.sdk.viewer()).viewer?.handle).toBe(owner.handle);
  });
});
