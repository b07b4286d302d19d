import { AdminDisableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newAccount } from "../support/app/builders.ts";
import type { Account } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { startOnPool } from "../support/app/start-on-pool.ts";
import { startTestApp } from "../support/app/test-app.ts";
import type { TestApp } from "../support/app/test-app.ts";

// Sign-in by a challenge that triggers of the user pool ask. What they ask: trigger-functions.mjs.

const arn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

let app: TestApp;
let node: Awaited<ReturnType<typeof startOnPool>>;
beforeAll(async () => {
  const functions = fileURLToPath(new URL("../support/app/trigger-functions.mjs", import.meta.url));
  app = await startTestApp({ environment: { USER_POOL_TRIGGERS: functions } });
  node = await startOnPool(app, {
    pool: {
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      LambdaConfig: {
        PreSignUp: arn("auto-confirm-and-verify"),
        DefineAuthChallenge: arn("define-challenge"),
        CreateAuthChallenge: arn("create-challenge"),
        VerifyAuthChallengeResponse: arn("verify-challenge"),
      },
    },
    client: { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH"] },
  });
});
afterAll(() => app.stop());

async function signUp(): Promise<Account> {
  const input = newAccount({ password: "Today is a good day 1!" });
  expectState((await node.browser().sdk.signUp({ input })).signUp, "SignedIn");
  return input;
}

async function start(identifier: string, { sdk } = node.browser()) {
  const { signIn } = await sdk.signIn({ input: { identifier, preferred: "CUSTOM_CHALLENGE" } });
  const { challenge } = expectState(signIn, "ChallengeRequired");
  const answer = async (customAnswer: string, challengeToken = challenge.token) =>
    (await sdk.respondToChallenge({ input: { challengeToken, customAnswer } })).respondToChallenge;
  return { challenge, answer };
}

it("is offered where the pool has the triggers and the app client allows it", async () => {
  const [own, other] = await Promise.all([node.sdk.authOptions(), app.browser().sdk.authOptions()]);
  expect(own.authOptions.firstFactors).toEqual(["PASSWORD", "CUSTOM_CHALLENGE"]);
  expect(other.authOptions.firstFactors).not.toContain("CUSTOM_CHALLENGE");
});

it("shows what the trigger tells, and signs in by the right answer", async () => {
  const account = await signUp();
  const { challenge, answer } = await start(account.email);
  expect(challenge).toMatchObject({
    name: "CUSTOM_CHALLENGE",
    customParameters: [{ name: "question", value: "How do Klingons greet?" }],
    codeDelivery: null,
  });
  const { session } = expectState(await answer("qapla"), "SignedIn");
  expect(session.viewer.handle).toBe(account.handle);
});

it("leads to another challenge after a wrong answer, until the triggers end it", async () => {
  const account = await signUp();
  const { challenge, answer } = await start(account.email);
  const second = expectState(await answer("wrong"), "ChallengeRequired").challenge;
  expect(second).toMatchObject({ name: "CUSTOM_CHALLENGE", customParameters: challenge.customParameters });
  expect(problemsOf(await answer("qapla"))).toEqual(["CHALLENGE_EXPIRED challengeToken"]);
  const third = expectState(await answer("wrong", second.token), "ChallengeRequired").challenge;
  expect(problemsOf(await answer("wrong", third.token))).toEqual(["INVALID_OR_EXPIRED_CODE customAnswer"]);
  const again = await start(account.email);
  expectState(await again.answer("wrong"), "ChallengeRequired");
});

it("looks the same for an account that does not exist, whose answers are refused", async () => {
  const account = await signUp();
  const [real, unreal] = await Promise.all([start(account.email), start(newAccount().email)]);
  const { token: _one, expiresAt: _same, ...shown } = real.challenge;
  expect(unreal.challenge).toMatchObject(shown);
  expect(problemsOf(await unreal.answer("qapla"))).toEqual(["INVALID_OR_EXPIRED_CODE customAnswer"]);
});

it("does not let in an account that is disabled", async () => {
  const { email } = await signUp();
  const { answer } = await start(email);
  await app.cognito.send(new AdminDisableUserCommand({ UserPoolId: node.UserPoolId, Username: email }));
  expect((await answer("qapla")).__typename).toBe("Rejected");
});

it("limits the wrong answers of an account, whatever the triggers allow", async () => {
  const { email } = await signUp();
  const results: string[] = [];
  for (let attempt = 0; attempt < 4 && !results.includes("RATE_LIMITED"); attempt += 1) {
    let { challenge, answer } = await start(email);
    for (let step = 0; step < 3; step += 1) {
      const result = await answer("wrong", challenge.token);
      if (result.__typename === "ChallengeRequired") challenge = result.challenge;
      else results.push(...problemsOf(result));
    }
  }
  expect(results).toContain("RATE_LIMITED");
});

it.each([[""], ["x".repeat(2049)]])(
  "refuses an answer of the wrong length before the pool is asked",
  async (given) => {
    const account = await signUp();
    const { answer } = await start(account.email);
    expect(problemsOf(await answer(given))).toEqual(["INVALID_INPUT customAnswer"]);
    expectState(await answer("qapla"), "SignedIn");
  },
);
