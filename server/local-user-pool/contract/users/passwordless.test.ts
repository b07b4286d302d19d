import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { AuthFactorType, CreateUserPoolCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createClient,
  createPool,
  defined,
  newEmail,
  newInbox,
  toAttributeList,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
/** Its users have usernames of their own. */
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await poolWith(["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"]);
});

afterAll(() => endpoint.close());

const invalid = { name: "InvalidParameterException" };
let users = 0;
const newName = () => `user-${(users += 1)}`;

const poolWith = (
  AllowedFirstAuthFactors: AuthFactorType[],
  settings: Partial<CreateUserPoolCommandInput> = {},
): Promise<TestPool> =>
  createPool(endpoint, {
    pool: {
      UsernameAttributes: undefined,
      Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
      ...settings,
    },
  });

const signUp = (
  { clientId: ClientId }: Pick<TestPool, "clientId">,
  attributes: Record<string, string>,
  Password?: string,
  Username = newName(),
) =>
  endpoint.cognito.send(
    new SignUpCommand({ ClientId, Username, Password, UserAttributes: toAttributeList(attributes) }),
  );

describe("a sign-up without a password", () => {
  it.each([undefined, ""])("is possible where a code can be the first factor (%j)", async (Password) => {
    const [Username, email] = [newName(), newInbox()];
    await signUp(pool, { email }, Password, Username);
    const { clientId: ClientId } = pool;
    await endpoint.cognito.send(
      new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode: endpoint.codeFor(email) }),
    );
    const { AvailableChallenges } = await endpoint.cognito.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: "USER_AUTH", AuthParameters: { USERNAME: Username } }),
    );
    expect(AvailableChallenges).toEqual(["EMAIL_OTP"]);
  });

  it("needs a code among the first factors: a passkey is none of a new user", async () => {
    for (const factors of [["PASSWORD"], ["PASSWORD", "WEB_AUTHN"]] satisfies AuthFactorType[][]) {
      await expect(signUp(await poolWith(factors), { email: newEmail() })).rejects.toMatchObject(invalid);
    }
  });

  it("needs an app client with USER_AUTH", async () => {
    const { ClientId } = await createClient(endpoint, pool.poolId, {
      ClientName: "passwords",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    });
    await expect(signUp({ clientId: defined(ClientId) }, { email: newEmail() })).rejects.toMatchObject(
      invalid,
    );
  });

  it("needs the address that the code goes to, which the pool verifies", async () => {
    await expect(signUp(pool, {})).rejects.toMatchObject(invalid);
    await expect(signUp(pool, { phone_number: "+12065550100" })).rejects.toMatchObject(invalid);
    const unverified = await poolWith(["PASSWORD", "EMAIL_OTP"], { AutoVerifiedAttributes: undefined });
    await expect(signUp(unverified, { email: newEmail() })).rejects.toMatchObject(invalid);
  });
});

describe("a user without a password, whom an administrator creates", () => {
  const create = (
    { poolId: UserPoolId }: TestPool,
    attributes: Record<string, string>,
    TemporaryPassword?: string,
  ) =>
    endpoint.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: newName(),
        MessageAction: "SUPPRESS",
        UserAttributes: toAttributeList(attributes),
        TemporaryPassword,
      }),
    );

  it("is confirmed, and needs an address for codes", async () => {
    const { User } = await create(pool, { email: newEmail() });
    const forUser = { UserPoolId: pool.poolId, Username: defined(User?.Username) };
    expect((await endpoint.cognito.send(new AdminGetUserCommand(forUser))).UserStatus).toBe("CONFIRMED");
    await expect(create(pool, {})).rejects.toMatchObject(invalid);
    await expect(create(pool, { phone_number: "+12065550100" })).rejects.toMatchObject(invalid);
  });

  it("is there only where a code can be the first factor, and no temporary password is given", async () => {
    for (const { User } of [
      await create(pool, {}, "Temporary-1"),
      await create(await poolWith(["PASSWORD", "WEB_AUTHN"]), {}),
    ]) {
      expect(User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    }
  });
});
