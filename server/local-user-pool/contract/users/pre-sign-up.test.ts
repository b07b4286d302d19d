import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { CreateUserPoolCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createPool,
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

let endpoint: EndpointUnderTest;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
});

afterAll(() => endpoint.close());

const standIn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/** Creates a pool whose PreSignUp trigger is played by a stand-in. */
const createTriggerPool = async (name: string, settings: Partial<CreateUserPoolCommandInput> = {}) => {
  onlyLocally("the stand-ins for triggers are the local user pool's own");
  return await createPool(endpoint, { pool: { LambdaConfig: { PreSignUp: standIn(name) }, ...settings } });
};

const signUp = (
  { clientId: ClientId }: TestPool,
  Username: string,
  attributes: Record<string, string> = {},
) =>
  endpoint.cognito.send(
    new SignUpCommand({
      ClientId,
      Username,
      Password: password,
      UserAttributes: toAttributeList(attributes),
    }),
  );

const findUser = async ({ poolId: UserPoolId }: TestPool, Username: string) => {
  const user = await endpoint.cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));
  const attributes = Object.fromEntries((user.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]));
  return { status: user.UserStatus, attributes };
};

describe("the stand-in auto-confirm", () => {
  it("confirms a new user at once, who can sign in, and sends no code", async () => {
    const pool = await createTriggerPool("auto-confirm");
    const email = newInbox();
    const response = await signUp(pool, email);
    expect(response).toMatchObject({ UserConfirmed: true, UserSub: expect.any(String) });
    expect(response.CodeDeliveryDetails).toBeUndefined();
    expect(response.Session).toBeUndefined();
    expect(endpoint.mailsTo(email)).toEqual([]);
    const { status, attributes } = await findUser(pool, email);
    expect(status).toBe("CONFIRMED");
    expect(attributes["email_verified"]).not.toBe("true");
    expect((await signInByPassword(endpoint, pool, email)).AuthenticationResult).toBeDefined();
  });

  it("is shown by DescribeUserPool and ListUserPools", async () => {
    const { poolId: UserPoolId } = await createTriggerPool("auto-confirm");
    const LambdaConfig = { PreSignUp: standIn("auto-confirm") };
    const { UserPool } = await endpoint.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool?.LambdaConfig).toEqual(LambdaConfig);
    const { UserPools } = await endpoint.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    expect(UserPools).toContainEqual(expect.objectContaining({ Id: UserPoolId, LambdaConfig }));
  });

  it("leaves users alone whom an administrator creates", async () => {
    const pool = await createTriggerPool("auto-confirm-and-verify");
    const email = newInbox();
    const { User } = await endpoint.cognito.send(
      new AdminCreateUserCommand({ UserPoolId: pool.poolId, Username: email, MessageAction: "SUPPRESS" }),
    );
    expect(User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
  });
});

describe("the stand-in auto-confirm-and-verify", () => {
  const aliases = {
    ...smsSettings,
    UsernameAttributes: undefined,
    AliasAttributes: ["email", "phone_number", "preferred_username"],
  } satisfies Partial<CreateUserPoolCommandInput>;

  it("verifies the addresses that a new user gives, which become aliases", async () => {
    const pool = await createTriggerPool("auto-confirm-and-verify", aliases);
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
    const pool = await createTriggerPool("auto-confirm-and-verify", aliases);
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
});

it("a pool refuses a trigger that no stand-in plays", async () => {
  onlyLocally("Cognito runs triggers");
  for (const PreSignUp of [
    standIn("my-function"),
    standIn("constructor"),
    "arn:aws:lambda:us-east-1:123456789012:function:auto-confirm",
  ]) {
    await expect(createPool(endpoint, { pool: { LambdaConfig: { PreSignUp } } })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  }
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
