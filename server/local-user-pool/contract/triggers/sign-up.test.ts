import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  DescribeUserPoolCommand,
  ForgotPasswordCommand,
  ListUserPoolsCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type {
  CreateUserPoolCommandInput,
  SignUpCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createPool,
  createUser,
  newInbox,
  newPhone,
  password,
  signInByPassword,
  smsSettings,
  toAttributeList,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";
import { addTrigger, createTriggerPool } from "../support/triggers.ts";

let endpoint: EndpointUnderTest;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
});

afterAll(() => endpoint.close());

const signUp = (
  { clientId: ClientId }: TestPool,
  Username: string,
  attributes: Record<string, string> = {},
  options: Partial<SignUpCommandInput> = {},
) =>
  endpoint.cognito.send(
    new SignUpCommand({
      ClientId,
      Username,
      Password: password,
      UserAttributes: toAttributeList(attributes),
      ...options,
    }),
  );

const findUser = async ({ poolId: UserPoolId }: TestPool, Username: string) => {
  const user = await endpoint.cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));
  const attributes = Object.fromEntries((user.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]));
  return { status: user.UserStatus, attributes };
};

describe("PreSignUp", () => {
  it("gets the event of a sign-up as Cognito sends it", async () => {
    const trigger = addTrigger(endpoint);
    const pool = await createTriggerPool(endpoint, { PreSignUp: trigger.arn });
    const email = newInbox();
    const { UserSub } = await signUp(
      pool,
      email,
      { name: "Ada" },
      {
        ClientMetadata: { campaign: "spring" },
        ValidationData: [{ Name: "invitation", Value: "1234" }],
      },
    );
    expect(trigger.events).toEqual([
      {
        version: "1",
        triggerSource: "PreSignUp_SignUp",
        region: "us-east-1",
        userPoolId: pool.poolId,
        userName: UserSub,
        callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: pool.clientId },
        request: {
          userAttributes: { email, name: "Ada" },
          validationData: { invitation: "1234" },
          clientMetadata: { campaign: "spring" },
        },
        response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
      },
    ]);
  });

  it("refuses a sign-up with its text, and leaves no user", async () => {
    const trigger = addTrigger(endpoint, () => {
      throw new Error("Only staff may sign up");
    });
    const pool = await createTriggerPool(endpoint, { PreSignUp: trigger.arn });
    const email = newInbox();
    await expect(signUp(pool, email)).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message: "PreSignUp failed with error Only staff may sign up.",
    });
    await expect(findUser(pool, email)).rejects.toMatchObject({ name: "UserNotFoundException" });
    expect(endpoint.mailsTo(email)).toEqual([]);
  });

  it("confirms a new user at once, who can sign in, and sends no code", async () => {
    const confirmed = addTrigger(endpoint);
    const trigger = addTrigger(endpoint, () => ({ autoConfirmUser: true }));
    const config = { PreSignUp: trigger.arn, PostConfirmation: confirmed.arn };
    const pool = await createTriggerPool(endpoint, config);
    const email = newInbox();
    const response = await signUp(pool, email);
    expect(response).toMatchObject({ UserConfirmed: true, UserSub: expect.any(String) });
    expect(response.CodeDeliveryDetails).toBeUndefined();
    expect(response.Session).toBeUndefined();
    expect(endpoint.mailsTo(email)).toEqual([]);
    const { status, attributes } = await findUser(pool, email);
    expect(status).toBe("CONFIRMED");
    expect(attributes["email_verified"]).not.toBe("true");
    expect(confirmed.events).toMatchObject([{ triggerSource: "PostConfirmation_ConfirmSignUp" }]);
    expect((await signInByPassword(endpoint, pool, email)).AuthenticationResult).toBeDefined();
  });

  it("is shown by DescribeUserPool and ListUserPools", async () => {
    const LambdaConfig = { PreSignUp: addTrigger(endpoint).arn };
    const { poolId: UserPoolId } = await createTriggerPool(endpoint, LambdaConfig);
    const { UserPool } = await endpoint.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool?.LambdaConfig).toEqual(LambdaConfig);
    const { UserPools } = await endpoint.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    expect(UserPools).toContainEqual(expect.objectContaining({ Id: UserPoolId, LambdaConfig }));
  });

  it("can refuse a user whom an administrator creates, but not confirm one", async () => {
    const trigger = addTrigger(endpoint, ({ request }) => {
      if (JSON.stringify(request["validationData"]).includes("no")) throw new Error("No");
      return { autoConfirmUser: true, autoVerifyEmail: true };
    });
    const pool = await createTriggerPool(endpoint, { PreSignUp: trigger.arn });
    const create = (Value: string) =>
      endpoint.cognito.send(
        new AdminCreateUserCommand({
          UserPoolId: pool.poolId,
          Username: newInbox(),
          MessageAction: "SUPPRESS",
          ValidationData: [{ Name: "allowed", Value }],
        }),
      );
    const { User } = await create("yes");
    expect(User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    expect(User?.Attributes).not.toContainEqual({ Name: "email_verified", Value: "true" });
    expect(trigger.events).toMatchObject([
      {
        triggerSource: "PreSignUp_AdminCreateUser",
        callerContext: { clientId: "CLIENT_ID_NOT_APPLICABLE" },
        request: { validationData: { allowed: "yes" } },
      },
    ]);
    await expect(create("no")).rejects.toMatchObject({ name: "UserLambdaValidationException" });
  });
});

describe("PreSignUp that verifies addresses", () => {
  const aliases = {
    ...smsSettings,
    UsernameAttributes: undefined,
    AliasAttributes: ["email", "phone_number", "preferred_username"],
  } satisfies Partial<CreateUserPoolCommandInput>;

  const createVerifyingPool = async () => {
    const trigger = addTrigger(endpoint, ({ request }) => ({
      autoConfirmUser: true,
      autoVerifyEmail: Object.hasOwn(Object(request["userAttributes"]), "email"),
      autoVerifyPhone: Object.hasOwn(Object(request["userAttributes"]), "phone_number"),
    }));
    return await createTriggerPool(endpoint, { PreSignUp: trigger.arn }, { pool: aliases });
  };

  it("makes the addresses of a new user aliases", async () => {
    const pool = await createVerifyingPool();
    const [email, phone] = [newInbox(), newPhone()];
    await signUp(pool, "ada", { email, phone_number: phone });
    expect((await findUser(pool, "ada")).attributes).toMatchObject({
      email_verified: "true",
      phone_number_verified: "true",
    });
    for (const name of ["ada", email, phone]) {
      expect((await signInByPassword(endpoint, pool, name)).AuthenticationResult).toBeDefined();
    }
    expect((await signUp(pool, "hermit")).UserConfirmed).toBe(true);
  });

  it("moves an alias to the new user, but not a preferred username", async () => {
    const pool = await createVerifyingPool();
    const email = newInbox();
    await signUp(pool, "owner", { email, preferred_username: "boss" });
    await signUp(pool, "heir", { email });
    expect((await findUser(pool, "owner")).attributes["email_verified"]).toBe("false");
    expect((await findUser(pool, email)).attributes["email_verified"]).toBe("true");
    await expect(signUp(pool, "thief", { preferred_username: "boss" })).rejects.toMatchObject({
      name: "AliasExistsException",
    });
    expect((await findUser(pool, "boss")).attributes["preferred_username"]).toBe("boss");
  });

  it("fails where the user does not have the address", async () => {
    const trigger = addTrigger(endpoint, () => ({ autoConfirmUser: true, autoVerifyPhone: true }));
    const pool = await createTriggerPool(endpoint, { PreSignUp: trigger.arn });
    const email = newInbox();
    await expect(signUp(pool, email)).rejects.toMatchObject({ name: "InvalidLambdaResponseException" });
    await expect(findUser(pool, email)).rejects.toMatchObject({ name: "UserNotFoundException" });
  });
});

describe("PostConfirmation", () => {
  it("runs after each confirmation, with the metadata of its request", async () => {
    const trigger = addTrigger(endpoint);
    const pool = await createTriggerPool(endpoint, { PostConfirmation: trigger.arn });
    const { clientId: ClientId, poolId: UserPoolId } = pool;
    const [Username, other] = [newInbox(), newInbox()];
    await signUp(pool, Username);
    expect(trigger.events).toEqual([]);
    const ClientMetadata = { step: "1" };
    const ConfirmationCode = endpoint.codeFor(Username);
    await endpoint.cognito.send(
      new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode, ClientMetadata }),
    );
    await endpoint.cognito.send(new ForgotPasswordCommand({ ClientId, Username }));
    await endpoint.cognito.send(
      new ConfirmForgotPasswordCommand({
        ClientId,
        Username,
        ConfirmationCode: endpoint.codeFor(Username),
        Password: `${password}x`,
      }),
    );
    await signUp(pool, other);
    await endpoint.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: other }));
    expect(trigger.events).toMatchObject([
      {
        triggerSource: "PostConfirmation_ConfirmSignUp",
        callerContext: { clientId: ClientId },
        request: {
          userAttributes: { email: Username, email_verified: "true", "cognito:user_status": "CONFIRMED" },
          clientMetadata: ClientMetadata,
        },
      },
      { triggerSource: "PostConfirmation_ConfirmForgotPassword" },
      {
        triggerSource: "PostConfirmation_ConfirmSignUp",
        callerContext: { clientId: "CLIENT_ID_NOT_APPLICABLE" },
        request: { userAttributes: { email: other } },
      },
    ]);
  });

  it("that fails leaves the user confirmed", async () => {
    const trigger = addTrigger(endpoint, () => {
      throw new Error("the database is down");
    });
    const pool = await createTriggerPool(endpoint, { PostConfirmation: trigger.arn });
    const Username = newInbox();
    await signUp(pool, Username);
    const confirmation = new ConfirmSignUpCommand({
      ClientId: pool.clientId,
      Username,
      ConfirmationCode: endpoint.codeFor(Username),
    });
    await expect(endpoint.cognito.send(confirmation)).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message: "PostConfirmation failed with error the database is down.",
    });
    expect((await findUser(pool, Username)).status).toBe("CONFIRMED");
  });

  it("can call the pool about the user, since no transaction is open", async () => {
    const trigger = addTrigger(endpoint, async ({ userPoolId: UserPoolId, userName: Username }) => {
      await endpoint.cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));
      await createUser(endpoint, UserPoolId);
    });
    const pool = await createTriggerPool(endpoint, { PostConfirmation: trigger.arn });
    const Username = newInbox();
    await signUp(pool, Username);
    await endpoint.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId: pool.poolId, Username }));
    expect(trigger.events).toHaveLength(1);
  });
});

it("a closed pool refuses a sign-up, and lets an administrator create users", async () => {
  const pool = await createPool(endpoint, {
    pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
  });
  await expect(signUp(pool, "ada@example.com")).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: "SignUp is not permitted for this user pool",
  });
  const { User } = await endpoint.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: pool.poolId,
      Username: "ada@example.com",
      MessageAction: "SUPPRESS",
    }),
  );
  expect(User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
});

it("a pool without a function for its trigger fails when the trigger would run", async () => {
  onlyLocally("the functions of a pool of AWS run there");
  const PreSignUp = "arn:aws:lambda:us-east-1:000000000000:function:nothing";
  const pool = await createTriggerPool(endpoint, { PreSignUp });
  await expect(signUp(pool, newInbox())).rejects.toMatchObject({
    name: "UnexpectedLambdaException",
    message: "PreSignUp invocation failed due to error ResourceNotFoundException.",
  });
});
