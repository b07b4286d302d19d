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
/** A new address has to be verified before it counts, and passwords are remembered. */
let careful: TestPool;
/** A new address counts at once, unverified. */
let quick: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  careful = await createPool(endpoint, {
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
  quick = await createPool(endpoint, { pool: {} });
});

afterAll(() => endpoint.close());

const refused = { name: "NotAuthorizedException" };
const invalid = { name: "InvalidParameterException" };
const newPassword = "Another-Horse-9";

async function signedIn(pool = careful) {
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

const askForCode = (AccessToken: string) =>
  endpoint.cognito.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: "email" }));

async function attributesOf(AccessToken: string): Promise<Record<string, string | undefined>> {
  const { UserAttributes = [] } = await endpoint.cognito.send(new GetUserCommand({ AccessToken }));
  return Object.fromEntries(UserAttributes.map(({ Name = "", Value }) => [Name, Value]));
}

describe("ChangePassword", () => {
  it("replaces the password of whoever knows it, and ends nothing", async () => {
    const { email, AccessToken } = await signedIn();
    await expect(change(AccessToken, "Wrong-Horse-9")).rejects.toMatchObject(refused);
    await expect(change(AccessToken, undefined)).rejects.toMatchObject(refused);
    await expect(change(AccessToken, password, "weak")).rejects.toMatchObject({
      name: "InvalidPasswordException",
    });
    await change(AccessToken, password);
    await expect(signInByPassword(endpoint, careful, email)).rejects.toMatchObject(refused);
    expect(
      (await signInByPassword(endpoint, careful, email, newPassword)).AuthenticationResult,
    ).toBeDefined();
    expect(await attributesOf(AccessToken)).toMatchObject({ email });
  });

  it("takes five tries an hour", async () => {
    const { AccessToken } = await signedIn();
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(change(AccessToken, "Wrong-Horse-9")).rejects.toMatchObject(refused);
    }
    await expect(change(AccessToken, password)).rejects.toMatchObject({ name: "LimitExceededException" });
  });

  it("does not take a password that the user had lately", async () => {
    const { email, AccessToken } = await signedIn();
    const violation = { name: "PasswordHistoryPolicyViolationException" };
    await change(AccessToken, password, newPassword);
    await expect(change(AccessToken, newPassword, password)).rejects.toMatchObject(violation);
    const set = (Password: string) =>
      endpoint.cognito.send(
        new AdminSetUserPasswordCommand({
          UserPoolId: careful.poolId,
          Username: email,
          Password,
          Permanent: true,
        }),
      );
    await expect(set(newPassword)).rejects.toMatchObject(violation);
    await set("Third-Horse-9");
    await expect(set(password)).resolves.toBeDefined();
  });

  it("needs no previous password where there is none", async () => {
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
  it("sets, replaces and deletes", async () => {
    const { AccessToken } = await signedIn();
    await update(AccessToken, { name: "Ada", nickname: "A", "custom:age": "36" });
    await update(AccessToken, { name: "Ada Lovelace", nickname: "" });
    const attributes = await attributesOf(AccessToken);
    expect(attributes).toMatchObject({ name: "Ada Lovelace", "custom:age": "36" });
    expect(attributes).not.toHaveProperty("nickname");
  });

  it.each([
    ["an unknown attribute", { "custom:unknown": "1" }, invalid],
    ["one that never changes", { "custom:badge": "1" }, invalid],
    ["sub", { sub: "1" }, invalid],
    ["a number below its least value", { "custom:age": "17" }, invalid],
    ["a number that is none", { "custom:age": "old" }, invalid],
    ["an address that is none", { email: "nobody" }, invalid],
    ["a phone number that is none", { phone_number: "0123" }, invalid],
    ["the deletion of one that is required", { email: "" }, invalid],
    ["a claim that an address is verified", { email_verified: "true" }, refused],
  ])("refuses %s", async (_what, attributes, error) => {
    const { AccessToken } = await signedIn();
    await expect(update(AccessToken, { ...attributes })).rejects.toMatchObject(error);
  });

  it("heeds which attributes the client may read and write", async () => {
    const client = await createClient(endpoint, quick.poolId, {
      ReadAttributes: ["email"],
      WriteAttributes: ["name"],
    });
    const email = await createUser(endpoint, quick.poolId);
    const { AccessToken } = await tokensFor(endpoint, { clientId: defined(client.ClientId) }, email);
    await update(AccessToken, { name: "Ada" });
    await expect(update(AccessToken, { nickname: "A" })).rejects.toMatchObject(refused);
    expect(Object.keys(await attributesOf(AccessToken)).toSorted()).toEqual(["email", "sub"]);
  });
});

describe("a new e-mail address, where it has to be verified first", () => {
  it("takes the place of the old one when its code comes back", async () => {
    const next = newInbox();
    const { email, AccessToken } = await signedIn();
    const { CodeDeliveryDetailsList } = await update(AccessToken, { email: next });
    expect(CodeDeliveryDetailsList).toEqual([
      { Destination: masked(next), DeliveryMedium: "EMAIL", AttributeName: "email" },
    ]);
    expect(await attributesOf(AccessToken)).toMatchObject({ email, email_verified: "true" });
    expect((await signInByPassword(endpoint, careful, email)).AuthenticationResult).toBeDefined();
    await expect(signInByPassword(endpoint, careful, next)).rejects.toMatchObject(refused);

    await verify(AccessToken, endpoint.codeFor(next));
    expect(await attributesOf(AccessToken)).toMatchObject({ email: next, email_verified: "true" });
    expect((await signInByPassword(endpoint, careful, next)).AuthenticationResult).toBeDefined();
    await expect(signInByPassword(endpoint, careful, email)).rejects.toMatchObject(refused);
    await expect(verify(AccessToken, endpoint.codeFor(next))).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
  });

  it("gets another code when asked", async () => {
    const next = newInbox();
    const { AccessToken } = await signedIn();
    await update(AccessToken, { email: next });
    await askForCode(AccessToken);
    expect(endpoint.mailsTo(next)).toHaveLength(2);
    await verify(AccessToken, endpoint.codeFor(next));
    expect(await attributesOf(AccessToken)).toMatchObject({ email: next });
  });

  it("is refused where somebody else has it", async () => {
    const [{ AccessToken }, taken] = [await signedIn(), await createUser(endpoint, careful.poolId)];
    await expect(update(AccessToken, { email: taken })).rejects.toMatchObject({
      name: "AliasExistsException",
    });
  });

  it("is refused where somebody else has got it meanwhile", async () => {
    const contested = newInbox();
    const { AccessToken } = await signedIn();
    await update(AccessToken, { email: contested });
    await createUser(endpoint, careful.poolId, contested);
    await expect(verify(AccessToken, endpoint.codeFor(contested))).rejects.toMatchObject({
      name: "AliasExistsException",
    });
  });

  it("takes fifteen tries an hour, and its codes a day", async () => {
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
    for (let attempt = 0; attempt < 5; attempt++) await askForCode(late.AccessToken);
    await expect(askForCode(late.AccessToken)).rejects.toMatchObject({ name: "LimitExceededException" });
  });
});

describe("a new e-mail address, where it counts at once", () => {
  it("is unverified until its code comes back", async () => {
    const next = newInbox();
    const { email, AccessToken } = await signedIn(quick);
    await update(AccessToken, { email: next });
    expect(await attributesOf(AccessToken)).toMatchObject({ email: next, email_verified: "false" });
    await expect(signInByPassword(endpoint, quick, email)).rejects.toMatchObject(refused);
    await verify(AccessToken, endpoint.codeFor(next));
    expect(await attributesOf(AccessToken)).toMatchObject({ email: next, email_verified: "true" });
  });

  it("is not verified by the code of an earlier one", async () => {
    const [first, second] = [newInbox(), newInbox()];
    const { AccessToken } = await signedIn(quick);
    await update(AccessToken, { email: first });
    const code = endpoint.codeFor(first);
    await update(AccessToken, { email: second });
    const answer = verify(AccessToken, code);
    await expect(answer).rejects.toMatchObject({ name: "CodeMismatchException" });
  });
});

describe("DeleteUserAttributes", () => {
  it("deletes what may be deleted", async () => {
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
    await expect(signInByPassword(endpoint, careful, email)).rejects.toMatchObject(refused);
    await createUser(endpoint, careful.poolId, email);
    await expect(remove()).rejects.toMatchObject({ name: "UserNotFoundException" });
  });
});
