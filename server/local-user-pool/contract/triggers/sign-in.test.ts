import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminListUserSessionsCommand,
  AdminUpdateUserAttributesCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserPoolSessionConfigurationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimsOf, createUser, newEmail, newInbox, password, signInByPassword } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";
import { addTrigger, createTriggerPool } from "../support/triggers.ts";

let endpoint: EndpointUnderTest;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
});

afterAll(() => endpoint.close());

it("the triggers of a sign-in run in order, with the metadata that each gets", async () => {
  const order: string[] = [];
  const record = () =>
    addTrigger(endpoint, ({ triggerSource, request }) => {
      const { validationData, clientMetadata } = request;
      order.push(`${triggerSource} ${JSON.stringify([validationData ?? null, clientMetadata ?? null])}`);
    }).arn;
  const pool = await createTriggerPool(endpoint, {
    PreAuthentication: record(),
    PostAuthentication: record(),
    PreTokenGeneration: record(),
  });
  const { clientId: ClientId, poolId: UserPoolId } = pool;
  const Username = newEmail();
  await endpoint.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username,
      MessageAction: "SUPPRESS",
      TemporaryPassword: password,
    }),
  );
  const { Session } = await endpoint.cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: Username, PASSWORD: password },
      ClientMetadata: { step: "1" },
    }),
  );
  await endpoint.cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session,
      ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: `${password}x` },
      ClientMetadata: { step: "2" },
    }),
  );
  expect(order).toEqual([
    'PreAuthentication_Authentication [{"step":"1"},null]',
    'PostAuthentication_Authentication [null,{"step":"2"}]',
    'TokenGeneration_NewPasswordChallenge [null,{"step":"2"}]',
  ]);
});

describe("PreAuthentication", () => {
  it("runs before the password is checked, and its error wins", async () => {
    const trigger = addTrigger(endpoint, () => {
      throw new Error("Not now");
    });
    const pool = await createTriggerPool(endpoint, { PreAuthentication: trigger.arn });
    const email = await createUser(endpoint, pool.poolId);
    for (const given of [password, "wrong"]) {
      await expect(signInByPassword(endpoint, pool, email, given)).rejects.toMatchObject({
        name: "UserLambdaValidationException",
        message: "PreAuthentication failed with error Not now.",
      });
    }
  });

  it("runs for a user who does not exist where the app client hides that, and only there", async () => {
    const trigger = addTrigger(endpoint);
    const hiding = await createTriggerPool(endpoint, { PreAuthentication: trigger.arn });
    await expect(signInByPassword(endpoint, hiding, newEmail())).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    expect(trigger.events).toMatchObject([{ request: { userNotFound: true, userAttributes: {} } }]);
    const open = await createTriggerPool(
      endpoint,
      { PreAuthentication: trigger.arn },
      {
        client: { PreventUserExistenceErrors: "LEGACY" },
      },
    );
    await expect(signInByPassword(endpoint, open, newEmail())).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
    expect(trigger.events).toHaveLength(1);
  });
});

describe("PostAuthentication", () => {
  it("that refuses leaves no session", async () => {
    const trigger = addTrigger(endpoint, () => {
      throw new Error("Go away");
    });
    const pool = await createTriggerPool(endpoint, { PostAuthentication: trigger.arn });
    const { poolId: UserPoolId } = pool;
    await endpoint.cognito.send(
      new SetUserPoolSessionConfigurationCommand({
        UserPoolId,
        UserSessionTracking: "ENABLED",
        TokenSession: { MaxPerUser: 3 },
      }),
    );
    const Username = await createUser(endpoint, UserPoolId);
    await expect(signInByPassword(endpoint, pool, Username)).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message: "PostAuthentication failed with error Go away.",
    });
    const { Sessions } = await endpoint.cognito.send(
      new AdminListUserSessionsCommand({ UserPoolId, Username }),
    );
    expect(Sessions ?? []).toEqual([]);
  });

  it("that changes an attribute through the pool changes the tokens", async () => {
    const trigger = addTrigger(endpoint, async ({ userPoolId: UserPoolId, userName: Username }) => {
      const UserAttributes = [{ Name: "locale", Value: "tlh" }];
      await endpoint.cognito.send(
        new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }),
      );
    });
    const pool = await createTriggerPool(endpoint, { PostAuthentication: trigger.arn });
    const email = await createUser(endpoint, pool.poolId);
    const { AuthenticationResult } = await signInByPassword(endpoint, pool, email);
    expect(claimsOf(AuthenticationResult?.IdToken)["locale"]).toBe("tlh");
  });
});

describe("UserMigration", () => {
  const migrating = (status: string) =>
    addTrigger(endpoint, ({ userName, request }) => {
      if (request["password"] !== undefined && request["password"] !== password) throw new Error("Wrong");
      return {
        userAttributes: { email: userName, email_verified: "true", name: "Ada" },
        finalUserStatus: status,
        messageAction: "SUPPRESS",
      };
    });

  it("brings a user at the first sign-in, with the password", async () => {
    const trigger = migrating("CONFIRMED");
    const pool = await createTriggerPool(endpoint, { UserMigration: trigger.arn });
    const email = newInbox();
    const first = await signInByPassword(endpoint, pool, email);
    expect(claimsOf(first.AuthenticationResult?.IdToken)).toMatchObject({ email, name: "Ada" });
    expect((await signInByPassword(endpoint, pool, email)).AuthenticationResult).toBeDefined();
    expect(trigger.events).toMatchObject([
      { triggerSource: "UserMigration_Authentication", userName: email, request: { password } },
    ]);
  });

  it("that refuses is a wrong password where the app client hides users, and counts as one", async () => {
    const pool = await createTriggerPool(endpoint, { UserMigration: migrating("CONFIRMED").arn });
    const email = newInbox();
    for (let attempt = 1; attempt <= 5; attempt++) {
      await expect(signInByPassword(endpoint, pool, email, "wrong")).rejects.toMatchObject({
        message: "Incorrect username or password.",
      });
    }
    await expect(signInByPassword(endpoint, pool, email)).rejects.toMatchObject({
      message: "Password attempts exceeded",
    });
    endpoint.advance(2);
    expect((await signInByPassword(endpoint, pool, email)).AuthenticationResult).toBeDefined();
  });

  it("that refuses tells its text where the app client does not hide users", async () => {
    const pool = await createTriggerPool(
      endpoint,
      { UserMigration: migrating("CONFIRMED").arn },
      {
        client: { PreventUserExistenceErrors: "LEGACY" },
      },
    );
    await expect(signInByPassword(endpoint, pool, newInbox(), "wrong")).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message: "UserMigration failed with error Wrong.",
    });
  });

  it("requires a new password where it says nothing else", async () => {
    const trigger = addTrigger(endpoint, ({ userName }) => ({
      userAttributes: { email: userName, email_verified: "true" },
    }));
    const pool = await createTriggerPool(endpoint, { UserMigration: trigger.arn });
    await expect(signInByPassword(endpoint, pool, newInbox())).rejects.toMatchObject({
      name: "PasswordResetRequiredException",
    });
  });

  it("brings one user, also where two sign in at once", async () => {
    const pool = await createTriggerPool(endpoint, { UserMigration: migrating("CONFIRMED").arn });
    const email = newInbox();
    const both = await Promise.all([1, 2].map(() => signInByPassword(endpoint, pool, email)));
    const [one, other] = both.map(
      ({ AuthenticationResult }) => claimsOf(AuthenticationResult?.IdToken)["sub"],
    );
    expect(one).toBe(other);
  });

  it("that gives attributes which the pool does not have is at fault, and no user is there", async () => {
    const trigger = addTrigger(endpoint, ({ userName }) => ({
      userAttributes: { email: userName, "custom:nothing": "1" },
      finalUserStatus: "CONFIRMED",
    }));
    const pool = await createTriggerPool(endpoint, { UserMigration: trigger.arn });
    const Username = newInbox();
    await expect(signInByPassword(endpoint, pool, Username)).rejects.toMatchObject({
      name: "InvalidLambdaResponseException",
    });
    await expect(
      endpoint.cognito.send(new AdminGetUserCommand({ UserPoolId: pool.poolId, Username })),
    ).rejects.toMatchObject({ name: "UserNotFoundException" });
  });
});
