import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  ChangePasswordCommand,
  DeleteUserAttributesCommand,
  DeleteUserCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserAuthFactorsCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createClient,
  createPool,
  createUser,
  defined,
  masked,
  newEmail,
  newInbox,
  password,
  signInByPassword,
  tokensFor,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
/** A new address must be verified before it replaces the old one; the pool keeps a password history. */
let strict: TestPool;
/** A new address replaces the old one at once, unverified. */
let lenient: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  strict = await createPool(endpoint, {
    pool: {
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      Policies: { PasswordPolicy: { PasswordHistorySize: 2 } },
      Schema: [
        { Name: "email", Required: true, Mutable: true },
        { Name: "badge", AttributeDataType: "String", Mutable: false },
        { Name: "age", AttributeDataType: "Number", NumberAttributeConstraints: { MinValue: "18" } },
      ],
    },
  });
  lenient = await createPool(endpoint, { pool: {} });
});

afterAll(() => endpoint.close());

const refused = { name: "NotAuthorizedException" };
const invalid = { name: "InvalidParameterException" };
const newPassword = "Another-Horse-9";

async function signedIn(pool = strict) {
  const email = await createUser(endpoint, pool.poolId);
  return { email, ...(await tokensFor(endpoint, pool, email)) };
}

const change = (AccessToken: string, PreviousPassword: string | undefined, ProposedPassword = newPassword) =>
  endpoint.cognito.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));

const update = (AccessToken: string, attributes: Record<string, string>) =>
  endpoint.cognito.send(
    new UpdateUserAttributesCommand({
      AccessToken,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  );

const verify = (AccessToken: string, Code: string) =>
  endpoint.cognito.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code }));

const requestCode = (AccessToken: string) =>
  endpoint.cognito.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: "email" }));

async function attributesOf(AccessToken: string): Promise<Record<string, string | undefined>> {
  const { UserAttributes = [] } = await endpoint.cognito.send(new GetUserCommand({ AccessToken }));
  return Object.fromEntries(UserAttributes.map(({ Name = "", Value }) => [Name, Value]));
}

describe("ChangePassword", () => {
  it("requires the previous password, and keeps sign-ins valid", async () => {
    const { email, AccessToken } = await signedIn();
    await expect(change(AccessToken, "Wrong-Horse-9")).rejects.toMatchObject(refused);
    await expect(change(AccessToken, undefined)).rejects.toMatchObject(refused);
    await expect(change(AccessToken, password, "weak")).rejects.toMatchObject({
      name: "InvalidPasswordException",
    });
    await change(AccessToken, password);
    await expect(signInByPassword(endpoint, strict, email)).rejects.toMatchObject(refused);
    expect((await signInByPassword(endpoint, strict, email, newPassword)).AuthenticationResult).toBeDefined();
    expect(await attributesOf(AccessToken)).toMatchObject({ email });
  });

  it("allows five attempts an hour", async () => {
    const { AccessToken } = await signedIn();
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(change(AccessToken, "Wrong-Horse-9")).rejects.toMatchObject(refused);
    }
    await expect(change(AccessToken, password)).rejects.toMatchObject({ name: "LimitExceededException" });
  });

  it("rejects a password in the password history", async () => {
    const { email, AccessToken } = await signedIn();
    const violation = { name: "PasswordHistoryPolicyViolationException" };
    await change(AccessToken, password, newPassword);
    await expect(change(AccessToken, newPassword, password)).rejects.toMatchObject(violation);
    const set = (Password: string) =>
      endpoint.cognito.send(
        new AdminSetUserPasswordCommand({
          UserPoolId: strict.poolId,
          Username: email,
          Password,
          Permanent: true,
        }),
      );
    await expect(set(newPassword)).rejects.toMatchObject(violation);
    await set("Third-Horse-9");
    await expect(set(password)).resolves.toBeDefined();
  });

  it("needs no previous password if the user has none", async () => {
    const email = newInbox();
    const passwordless = await createPool(endpoint, {
      pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
    });
    const { clientId: ClientId, poolId: UserPoolId } = passwordless;
    await endpoint.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        UserAttributes: [{ Name: "email_verified", Value: "true" }],
      }),
    );
    const { Session } = await endpoint.cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_AUTH",
        AuthParameters: { USERNAME: email, PREFERRED_CHALLENGE: "EMAIL_OTP" },
      }),
    );
    const { AuthenticationResult } = await endpoint.cognito.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: "EMAIL_OTP",
        Session,
        ChallengeResponses: { USERNAME: email, EMAIL_OTP_CODE: endpoint.codeFor(email) },
      }),
    );
    const AccessToken = defined(AuthenticationResult?.AccessToken);
    const factors = () => endpoint.cognito.send(new GetUserAuthFactorsCommand({ AccessToken }));
    expect((await factors()).ConfiguredUserAuthFactors).toEqual(["EMAIL_OTP"]);
    await change(AccessToken, undefined);
    expect((await factors()).ConfiguredUserAuthFactors).toEqual(["PASSWORD", "EMAIL_OTP"]);
    expect(
      (await signInByPassword(endpoint, passwordless, email, newPassword)).AuthenticationResult,
    ).toBeDefined();
  });
});

describe("UpdateUserAttributes", () => {
  it("sets, replaces and deletes attributes", async () => {
    const { AccessToken } = await signedIn();
    await update(AccessToken, { name: "Ada", nickname: "A", "custom:age": "36" });
    await update(AccessToken, { name: "Ada Lovelace", nickname: "" });
    const attributes = await attributesOf(AccessToken);
    expect(attributes).toMatchObject({ name: "Ada Lovelace", "custom:age": "36" });
    expect(attributes).not.toHaveProperty("nickname");
  });

  it.each([
    ["an unknown attribute", { "custom:unknown": "1" }, invalid],
    ["an immutable attribute", { "custom:badge": "1" }, invalid],
    ["sub", { sub: "1" }, invalid],
    ["a number below its minimum", { "custom:age": "17" }, invalid],
    ["an invalid number", { "custom:age": "old" }, invalid],
    ["an invalid address", { email: "nobody" }, invalid],
    ["an invalid phone number", { phone_number: "0123" }, invalid],
    ["the deletion of a required attribute", { email: "" }, invalid],
    ["the value of email_verified", { email_verified: "true" }, refused],
  ])("rejects %s", async (_case, attributes, error) => {
    const { AccessToken } = await signedIn();
    await expect(update(AccessToken, { ...attributes })).rejects.toMatchObject(error);
  });

  it("respects the client's read and write permissions", async () => {
    const client = await createClient(endpoint, lenient.poolId, {
      ReadAttributes: ["email"],
      WriteAttributes: ["name"],
    });
    const email = await createUser(endpoint, lenient.poolId);
    const { AccessToken } = await tokensFor(endpoint, { clientId: defined(client.ClientId) }, email);
    await update(AccessToken, { name: "Ada" });
    await expect(update(AccessToken, { nickname: "A" })).rejects.toMatchObject(refused);
    expect(Object.keys(await attributesOf(AccessToken)).toSorted()).toEqual(["email", "sub"]);
  });
});

describe("a new e-mail address that must be verified before the update", () => {
  it("replaces the old one after its code is confirmed", async () => {
    const next = newInbox();
    const { email, AccessToken } = await signedIn();
    const { CodeDeliveryDetailsList } = await update(AccessToken, { email: next });
    expect(CodeDeliveryDetailsList).toEqual([
      { Destination: masked(next), DeliveryMedium: "EMAIL", AttributeName: "email" },
    ]);
    expect(await attributesOf(AccessToken)).toMatchObject({ email, email_verified: "true" });
    expect((await signInByPassword(endpoint, strict, email)).AuthenticationResult).toBeDefined();
    await expect(signInByPassword(endpoint, strict, next)).rejects.toMatchObject(refused);

    await verify(AccessToken, endpoint.codeFor(next));
    expect(await attributesOf(AccessToken)).toMatchObject({ email: next, email_verified: "true" });
    expect((await signInByPassword(endpoint, strict, next)).AuthenticationResult).toBeDefined();
    await expect(signInByPassword(endpoint, strict, email)).rejects.toMatchObject(refused);
    await expect(verify(AccessToken, endpoint.codeFor(next))).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
  });

  it("gets another code on request", async () => {
    const next = newInbox();
    const { AccessToken } = await signedIn();
    await update(AccessToken, { email: next });
    await requestCode(AccessToken);
    expect(endpoint.mailsTo(next)).toHaveLength(2);
    await verify(AccessToken, endpoint.codeFor(next));
    expect(await attributesOf(AccessToken)).toMatchObject({ email: next });
  });

  it("is rejected if another user has it", async () => {
    const [{ AccessToken }, taken] = [await signedIn(), await createUser(endpoint, strict.poolId)];
    await expect(update(AccessToken, { email: taken })).rejects.toMatchObject({
      name: "AliasExistsException",
    });
  });

  it("is rejected if another user has taken it meanwhile", async () => {
    const contested = newInbox();
    const { AccessToken } = await signedIn();
    await update(AccessToken, { email: contested });
    await createUser(endpoint, strict.poolId, contested);
    await expect(verify(AccessToken, endpoint.codeFor(contested))).rejects.toMatchObject({
      name: "AliasExistsException",
    });
  });

  it("allows fifteen attempts and five codes an hour", async () => {
    const next = newInbox();
    const { AccessToken } = await signedIn();
    await update(AccessToken, { email: next });
    const code = endpoint.codeFor(next);
    const wrong = code === "000000" ? "000001" : "000000";
    await expect(verify(AccessToken, wrong)).rejects.toMatchObject({ name: "CodeMismatchException" });
    for (let attempt = 0; attempt < 14; attempt++) {
      await expect(verify(AccessToken, wrong)).rejects.toMatchObject({ name: "CodeMismatchException" });
    }
    await expect(verify(AccessToken, code)).rejects.toMatchObject({ name: "LimitExceededException" });
    const late = await signedIn();
    await update(late.AccessToken, { email: newEmail() });
    endpoint.advance(3000);
    for (let attempt = 0; attempt < 5; attempt++) await requestCode(late.AccessToken);
    await expect(requestCode(late.AccessToken)).rejects.toMatchObject({ name: "LimitExceededException" });
  });
});

describe("a new e-mail address that replaces the old one at once", () => {
  it("is unverified until its code is confirmed", async () => {
    const next = newInbox();
    const { email, AccessToken } = await signedIn(lenient);
    await update(AccessToken, { email: next });
    expect(await attributesOf(AccessToken)).toMatchObject({ email: next, email_verified: "false" });
    await expect(signInByPassword(endpoint, lenient, email)).rejects.toMatchObject(refused);
    await verify(AccessToken, endpoint.codeFor(next));
    expect(await attributesOf(AccessToken)).toMatchObject({ email: next, email_verified: "true" });
  });

  it("is not verified by the code of an earlier address", async () => {
    const [first, second] = [newInbox(), newInbox()];
    const { AccessToken } = await signedIn(lenient);
    await update(AccessToken, { email: first });
    const code = endpoint.codeFor(first);
    await update(AccessToken, { email: second });
    const response = verify(AccessToken, code);
    await expect(response).rejects.toMatchObject({ name: "CodeMismatchException" });
  });
});

describe("DeleteUserAttributes", () => {
  it("deletes attributes that are neither required nor immutable", async () => {
    const { AccessToken } = await signedIn();
    await update(AccessToken, { name: "Ada", nickname: "A" });
    const remove = (...UserAttributeNames: string[]) =>
      endpoint.cognito.send(new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames }));
    await remove("name", "nickname");
    const left = await attributesOf(AccessToken);
    expect(Object.keys(left).toSorted()).toEqual(["email", "email_verified", "preferred_username", "sub"]);
    await expect(remove("email")).rejects.toMatchObject(invalid);
    await expect(remove("custom:badge")).rejects.toMatchObject(invalid);
  });
});

describe("DeleteUser", () => {
  it("deletes the account and all its tokens, and frees the address", async () => {
    const { email, AccessToken } = await signedIn();
    const remove = () => endpoint.cognito.send(new DeleteUserCommand({ AccessToken }));
    await remove();
    await expect(remove()).rejects.toMatchObject({ name: "UserNotFoundException" });
    await expect(signInByPassword(endpoint, strict, email)).rejects.toMatchObject(refused);
    await createUser(endpoint, strict.poolId, email);
    await expect(remove()).rejects.toMatchObject({ name: "UserNotFoundException" });
  });
});
