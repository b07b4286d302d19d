import { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
import type { CognitoUserSession } from "amazon-cognito-identity-js";
import { confirmSignIn, fetchAuthSession, signIn, signOut, signUp } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createUser, newEmail, password } from "../contract/support/builders.ts";
import type { TestPool } from "../contract/support/builders.ts";
import type { EndpointUnderTest } from "../contract/support/endpoint-under-test.ts";
import { namedPool } from "../contract/support/named-pool.ts";
import { addTrigger, createTriggerPool } from "../contract/support/triggers.ts";
import { configureAmplify } from "./amplify-setup.ts";
import { startEndpointForClients } from "./cruddur-pool.ts";

// CUSTOM_AUTH and refusals of triggers, as applications with the libraries of AWS see them.

let endpoint: EndpointUnderTest;
let pool: TestPool;

describe.skipIf(namedPool)("with triggers", () => {
  beforeAll(async () => {
    endpoint = await startEndpointForClients();
    const define = addTrigger(endpoint, ({ request }) => {
      const steps = request["session"] as { challengeName: string; challengeResult: boolean }[];
      const last = steps.at(-1);
      if (last?.challengeName === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" };
      const isAnswered = last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult;
      return isAnswered ? { issueTokens: true } : { challengeName: "CUSTOM_CHALLENGE" };
    });
    const create = addTrigger(endpoint, () => ({
      publicChallengeParameters: { hint: "a greeting" },
      privateChallengeParameters: { answer: "qapla" },
    }));
    const verify = addTrigger(endpoint, ({ request }) => ({
      answerCorrect: request["challengeAnswer"] === "qapla",
    }));
    const preSignUp = addTrigger(endpoint, ({ triggerSource }) => {
      if (triggerSource === "PreSignUp_SignUp") throw new Error("Only staff may sign up");
    });
    pool = await createTriggerPool(endpoint, {
      PreSignUp: preSignUp.arn,
      DefineAuthChallenge: define.arn,
      CreateAuthChallenge: create.arn,
      VerifyAuthChallengeResponse: verify.arn,
    });
    configureAmplify(endpoint, pool);
  });
  afterAll(() => endpoint.close());
  afterEach(async () => {
    await signOut();
    expect(endpoint.unexpectedErrors).toEqual([]);
  });

  it.each(["CUSTOM_WITHOUT_SRP", "CUSTOM_WITH_SRP"] as const)(
    "aws-amplify signs in by a challenge: %s",
    async (authFlowType) => {
      const username = await createUser(endpoint, pool.poolId);
      const withPassword = authFlowType === "CUSTOM_WITH_SRP" ? { password } : {};
      const { nextStep } = await signIn({ username, ...withPassword, options: { authFlowType } });
      expect(nextStep).toMatchObject({
        signInStep: "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE",
        additionalInfo: { hint: "a greeting" },
      });
      const again = await confirmSignIn({ challengeResponse: "wrong" });
      expect(again.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE");
      const done = await confirmSignIn({ challengeResponse: "qapla" });
      expect(done.isSignedIn).toBe(true);
      expect((await fetchAuthSession()).tokens?.accessToken).toBeDefined();
    },
  );

  it("aws-amplify gets the text of a trigger that refuses", async () => {
    await expect(signUp({ username: newEmail(), password })).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message: "PreSignUp failed with error Only staff may sign up.",
    });
  });

  it.each(["CUSTOM_AUTH", "USER_SRP_AUTH"])("amazon-cognito-identity-js signs in: %s", async (flow) => {
    const Username = await createUser(endpoint, pool.poolId);
    const Pool = new CognitoUserPool({
      UserPoolId: pool.poolId,
      ClientId: pool.clientId,
      endpoint: endpoint.url,
    });
    const user = new CognitoUser({ Username, Pool });
    user.setAuthenticationFlowType(flow);
    const session = await new Promise<CognitoUserSession>((resolve, reject) => {
      const callbacks = {
        onSuccess: resolve,
        onFailure: reject,
        customChallenge: () => user.sendCustomChallengeAnswer("qapla", callbacks),
      };
      const details = new AuthenticationDetails({ Username, Password: password });
      if (flow === "CUSTOM_AUTH") user.initiateAuth(details, callbacks);
      else user.authenticateUser(details, callbacks);
    });
    expect(session.getAccessToken().getJwtToken()).toContain(".");
  });
});
