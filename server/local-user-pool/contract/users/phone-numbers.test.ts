import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  CreateUserPoolCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { CreateUserPoolCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  claimsOf,
  createNamedUser,
  createPool,
  masked,
  maskedPhone,
  newInbox,
  newPhone,
  password,
  phonePool,
  signInByPassword,
  smsSettings,
  toAttributeList,
  tokensFor,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
const invalid = { name: "InvalidParameterException" };

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
});

afterAll(() => endpoint.close());

/** Creates a pool of its own, which in AWS would need a role that may send SMS. */
const createSmsPool = async (pool: Partial<CreateUserPoolCommandInput>) => {
  onlyLocally("a pool of AWS needs a role that may send SMS");
  return await createPool(endpoint, { pool });
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

const confirm = ({ clientId: ClientId }: TestPool, Username: string, ConfirmationCode: string) =>
  endpoint.cognito.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));

const attributesOf = async ({ poolId: UserPoolId }: TestPool, Username: string) => {
  const { UserAttributes } = await endpoint.cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));
  return Object.fromEntries((UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]));
};

describe("a pool whose users sign in by phone number", () => {
  it("confirms the number by SMS, with a masked destination", async () => {
    const pool = await createSmsPool(phonePool);
    const phone = newPhone();
    const { CodeDeliveryDetails, UserConfirmed, UserSub } = await signUp(pool, phone);
    expect(UserConfirmed).toBe(false);
    expect(CodeDeliveryDetails).toEqual({
      Destination: maskedPhone(phone),
      DeliveryMedium: "SMS",
      AttributeName: "phone_number",
    });
    const sms = endpoint.mailTo(phone);
    expect(sms).toMatchObject({ to: phone, subject: "", code: expect.stringMatching(/^\d{6}$/) });
    expect(sms.text).toContain(sms.code);
    expect(sms.html).toBeUndefined();
    await confirm(pool, phone, endpoint.codeFor(phone));
    expect(await attributesOf(pool, phone)).toMatchObject({
      phone_number: phone,
      phone_number_verified: "true",
    });
    const { AccessToken, IdToken } = await tokensFor(endpoint, pool, phone);
    expect(claimsOf(AccessToken)["username"]).toBe(UserSub);
    expect(claimsOf(IdToken)).toMatchObject({ phone_number: phone, phone_number_verified: true });
  });

  it("accepts a number once, and only numbers in the form of E.164", async () => {
    const pool = await createSmsPool(phonePool);
    const phone = newPhone();
    await signUp(pool, phone);
    await expect(signUp(pool, phone)).rejects.toMatchObject({ name: "UsernameExistsException" });
    for (const name of ["ada", "ada@example.com", "12065550100", "+1 206 555 0100", "+1234567890123456"]) {
      await expect(signUp(pool, name)).rejects.toMatchObject(invalid);
    }
  });

  it("resends the code, and has the same response without an account", async () => {
    const pool = await createSmsPool(phonePool);
    const resend = (Username: string) =>
      endpoint.cognito.send(new ResendConfirmationCodeCommand({ ClientId: pool.clientId, Username }));
    const [phone, nobody] = [newPhone(), newPhone()];
    await signUp(pool, phone);
    const first = endpoint.codeFor(phone);
    const { CodeDeliveryDetails } = await resend(phone);
    expect(CodeDeliveryDetails).toMatchObject({ Destination: maskedPhone(phone), DeliveryMedium: "SMS" });
    expect(endpoint.mailsTo(phone)).toHaveLength(2);
    if (endpoint.codeFor(phone) !== first) {
      await expect(confirm(pool, phone, first)).rejects.toMatchObject({ name: "CodeMismatchException" });
    }
    await confirm(pool, phone, endpoint.codeFor(phone));
    expect((await resend(nobody)).CodeDeliveryDetails).toEqual({
      ...CodeDeliveryDetails,
      Destination: maskedPhone(nobody),
    });
    expect(endpoint.mailsTo(nobody)).toEqual([]);
  });

  it("returns a Session that signs in with the confirmed number", async () => {
    const pool = await createSmsPool(phonePool);
    const phone = newPhone();
    await signUp(pool, phone);
    const { Session } = await confirm(pool, phone, endpoint.codeFor(phone));
    const { AuthenticationResult } = await endpoint.cognito.send(
      new InitiateAuthCommand({
        ClientId: pool.clientId,
        AuthFlow: "USER_AUTH",
        AuthParameters: { USERNAME: phone },
        Session,
      }),
    );
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("fails with CodeDeliveryFailureException if the SMS is not delivered, and keeps the account", async () => {
    const pool = await createSmsPool(phonePool);
    const phone = newPhone();
    endpoint.failDeliveries(new Error("No network"));
    await expect(signUp(pool, phone)).rejects.toMatchObject({ name: "CodeDeliveryFailureException" });
    endpoint.failDeliveries();
    await expect(signUp(pool, phone)).rejects.toMatchObject({ name: "UsernameExistsException" });
  });
});

describe("a pool that verifies e-mail addresses and phone numbers", () => {
  const both = {
    ...smsSettings,
    UsernameAttributes: ["email", "phone_number"],
    AutoVerifiedAttributes: ["email", "phone_number"],
  } satisfies Partial<CreateUserPoolCommandInput>;

  it("confirms the phone number where a user has both, and leaves the address unverified", async () => {
    const pool = await createSmsPool(both);
    const [email, phone] = [newInbox(), newPhone()];
    const { CodeDeliveryDetails } = await signUp(pool, email, { phone_number: phone });
    expect(CodeDeliveryDetails?.AttributeName).toBe("phone_number");
    expect(endpoint.mailsTo(email)).toEqual([]);
    await confirm(pool, email, endpoint.codeFor(phone));
    const attributes = await attributesOf(pool, phone);
    expect(attributes).toMatchObject({ email, phone_number_verified: "true" });
    expect(attributes["email_verified"]).not.toBe("true");
    const subOf = async (name: string) =>
      claimsOf((await tokensFor(endpoint, pool, name)).AccessToken)["sub"];
    expect(await subOf(phone)).toBe(await subOf(email));
  });

  it("confirms the address where a user has no phone number", async () => {
    const pool = await createSmsPool(both);
    const email = newInbox();
    const { CodeDeliveryDetails } = await signUp(pool, email);
    expect(CodeDeliveryDetails).toMatchObject({ AttributeName: "email", Destination: masked(email) });
    await confirm(pool, email, endpoint.codeFor(email));
    expect(await attributesOf(pool, email)).toMatchObject({ email_verified: "true" });
  });
});

describe("a pool with phone numbers and preferred usernames as aliases", () => {
  const aliases = {
    ...smsSettings,
    UsernameAttributes: undefined,
    AliasAttributes: ["phone_number", "preferred_username"],
    AutoVerifiedAttributes: ["phone_number"],
  } satisfies Partial<CreateUserPoolCommandInput>;

  it("finds users by username, verified phone number and preferred username", async () => {
    const pool = await createSmsPool(aliases);
    const phone = newPhone();
    await signUp(pool, "Worf", { phone_number: phone, preferred_username: "mogh" });
    await expect(signInByPassword(endpoint, pool, phone)).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    await confirm(pool, "Worf", endpoint.codeFor(phone));
    for (const name of ["worf", phone, "MOGH"]) {
      const { AccessToken } = await tokensFor(endpoint, pool, name);
      expect(claimsOf(AccessToken)["username"]).toBe("Worf");
    }
    await expect(signUp(pool, newPhone())).rejects.toMatchObject(invalid);
  });

  it("refuses a number that is another user's alias, unless the alias is to move", async () => {
    const pool = await createSmsPool(aliases);
    const phone = newPhone();
    await signUp(pool, "first", { phone_number: phone });
    await confirm(pool, "first", endpoint.codeFor(phone));
    await signUp(pool, "second", { phone_number: phone, preferred_username: "two" });
    const ConfirmationCode = endpoint.codeFor(phone);
    await expect(confirm(pool, "second", ConfirmationCode)).rejects.toMatchObject({
      name: "AliasExistsException",
    });
    const command = { ClientId: pool.clientId, Username: "second", ConfirmationCode };
    await endpoint.cognito.send(new ConfirmSignUpCommand({ ...command, ForceAliasCreation: true }));
    expect((await attributesOf(pool, phone))["preferred_username"]).toBe("two");
    expect(await attributesOf(pool, "first")).toMatchObject({ phone_number_verified: "false" });
  });
});

it("a case-sensitive pool tells apart usernames, aliases and preferred usernames by case", async () => {
  const pool = await createSmsPool({
    UsernameAttributes: undefined,
    AutoVerifiedAttributes: undefined,
    AliasAttributes: ["email", "preferred_username"],
    UsernameConfiguration: { CaseSensitive: true },
  });
  await createNamedUser(endpoint, pool, "Ada", {
    email: "Ada@example.com",
    email_verified: "true",
    preferred_username: "Countess",
  });
  for (const name of ["Ada", "Ada@example.com", "Countess"]) {
    expect((await signInByPassword(endpoint, pool, name)).AuthenticationResult).toBeDefined();
  }
  for (const name of ["ada", "ada@example.com", "countess"]) {
    await expect(signInByPassword(endpoint, pool, name)).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
  }
});

describe("a user's phone number", () => {
  const settings = {
    ...smsSettings,
    UsernameAttributes: undefined,
    AutoVerifiedAttributes: ["phone_number"],
  } satisfies Partial<CreateUserPoolCommandInput>;
  const update = (AccessToken: string, attributes: Record<string, string>) =>
    endpoint.cognito.send(
      new UpdateUserAttributesCommand({ AccessToken, UserAttributes: toAttributeList(attributes) }),
    );
  const verify = (AccessToken: string, Code: string) =>
    endpoint.cognito.send(
      new VerifyUserAttributeCommand({ AccessToken, AttributeName: "phone_number", Code }),
    );

  it("is verified with a code by SMS", async () => {
    const pool = await createSmsPool(settings);
    const phone = newPhone();
    await createNamedUser(endpoint, pool, "ada", {});
    const { AccessToken } = await tokensFor(endpoint, pool, "ada");
    const { CodeDeliveryDetailsList } = await update(AccessToken, { phone_number: phone });
    expect(CodeDeliveryDetailsList).toEqual([
      { Destination: maskedPhone(phone), DeliveryMedium: "SMS", AttributeName: "phone_number" },
    ]);
    expect(await attributesOf(pool, "ada")).toMatchObject({ phone_number_verified: "false" });
    await endpoint.cognito.send(
      new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: "phone_number" }),
    );
    expect(endpoint.mailsTo(phone)).toHaveLength(2);
    await verify(AccessToken, endpoint.codeFor(phone));
    expect(await attributesOf(pool, "ada")).toMatchObject({ phone_number_verified: "true" });
  });

  it("stays until the new one is verified, if the pool requires that", async () => {
    const pool = await createSmsPool({
      ...settings,
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["phone_number"] },
    });
    const [before, after] = [newPhone(), newPhone()];
    await createNamedUser(endpoint, pool, "ada", { phone_number: before, phone_number_verified: "true" });
    const { AccessToken } = await tokensFor(endpoint, pool, "ada");
    await update(AccessToken, { phone_number: after });
    expect(await attributesOf(pool, "ada")).toMatchObject({
      phone_number: before,
      phone_number_verified: "true",
    });
    await verify(AccessToken, endpoint.codeFor(after));
    expect(await attributesOf(pool, "ada")).toMatchObject({
      phone_number: after,
      phone_number_verified: "true",
    });
  });

  it("gets no code in a pool that sends no SMS, nor does an attribute that no code can verify", async () => {
    const pool = await createSmsPool({ UsernameAttributes: undefined });
    await createNamedUser(endpoint, pool, "ada", { phone_number: newPhone() });
    const { AccessToken } = await tokensFor(endpoint, pool, "ada");
    for (const AttributeName of ["phone_number", "name"]) {
      await expect(
        endpoint.cognito.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName })),
      ).rejects.toMatchObject(invalid);
    }
    const { UserAttributes } = await endpoint.cognito.send(new GetUserCommand({ AccessToken }));
    expect(UserAttributes).toContainEqual({ Name: "phone_number_verified", Value: "false" });
  });
});

it("AdminCreateUser sends the invitation by SMS, its default medium, and by mail where that is asked for", async () => {
  const pool = await createSmsPool({
    ...smsSettings,
    UsernameAttributes: undefined,
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      InviteMessageTemplate: { SMSMessage: "Welcome {username}: {####}" },
    },
  });
  const invite = async (Username: string, DesiredDeliveryMediums?: ("SMS" | "EMAIL")[]) => {
    const [email, phone] = [newInbox(), newPhone()];
    await endpoint.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: pool.poolId,
        Username,
        TemporaryPassword: "Temporary-1",
        DesiredDeliveryMediums,
        UserAttributes: toAttributeList({ email, phone_number: phone }),
      }),
    );
    return { mails: endpoint.mailsTo(email), sms: endpoint.mailsTo(phone) };
  };
  const byDefault = await invite("ada");
  expect(byDefault.mails).toEqual([]);
  expect(byDefault.sms).toMatchObject([{ text: "Welcome ada: Temporary-1" }]);
  const byBoth = await invite("grace", ["EMAIL", "SMS"]);
  expect(byBoth.mails).toHaveLength(1);
  expect(byBoth.sms).toHaveLength(1);
});

describe("the settings of SMS", () => {
  const create = (pool: Partial<CreateUserPoolCommandInput>) =>
    endpoint.cognito.send(new CreateUserPoolCommand({ PoolName: "cruddur-contract-sms", ...pool }));

  it("are required where a pool verifies phone numbers", async () => {
    await expect(create({ AutoVerifiedAttributes: ["phone_number"] })).rejects.toMatchObject(invalid);
  });

  it("name a role that may send", async () => {
    const SnsCallerArn = "arn:aws:iam::000000000000:user/nobody";
    await expect(create({ SmsConfiguration: { SnsCallerArn } })).rejects.toMatchObject({
      name: "InvalidSmsRoleAccessPolicyException",
    });
  });

  it("are the templates of messages, which must contain the code", async () => {
    await expect(create({ SmsVerificationMessage: "no code in this" })).rejects.toMatchObject(invalid);
    const pool = await createSmsPool({
      ...phonePool,
      VerificationMessageTemplate: { SmsMessage: "{####} is your code" },
    });
    const phone = newPhone();
    await signUp(pool, phone);
    expect(endpoint.mailTo(phone).text).toBe(`${endpoint.codeFor(phone)} is your code`);
  });
});
