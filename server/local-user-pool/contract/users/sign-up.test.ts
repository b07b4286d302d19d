import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
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
  profile,
  secretHash,
  signInByPassword,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;
/** Its passwords require all four kinds of characters. */
let strict: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint);
  strict = endpoint.namedPoolId === undefined ? pool : await createPool(endpoint, { pool: {} });
});

afterAll(() => endpoint.close());

const signUp = (email: string, input: Partial<ConstructorParameters<typeof SignUpCommand>[0]> = {}) =>
  endpoint.cognito.send(
    new SignUpCommand({
      ClientId: pool.clientId,
      Username: email,
      Password: password,
      UserAttributes: profile,
      ...input,
    }),
  );

const confirm = (email: string, ConfirmationCode: string, ClientId = pool.clientId) =>
  endpoint.cognito.send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode }));

const resend = (email: string, ClientId = pool.clientId) =>
  endpoint.cognito.send(new ResendConfirmationCodeCommand({ ClientId, Username: email }));

const userOf = (email: string) =>
  endpoint.cognito.send(new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: email }));

const anotherCode = (code: string) => (code === "000000" ? "000001" : "000000");

describe("SignUp", () => {
  it("creates an unconfirmed account", async () => {
    const email = newEmail();
    const response = await signUp(email);
    expect(response).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { Destination: masked(email), DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    const user = await userOf(email);
    expect(user).toMatchObject({ UserStatus: "UNCONFIRMED", Enabled: true, Username: response.UserSub });
  });

  it("dates the account by the clock, and mails a code of six digits", async () => {
    const email = newInbox();
    await signUp(email);
    expect((await userOf(email)).UserCreateDate).toEqual(endpoint.frozenNow());
    expect(endpoint.codeFor(email)).toMatch(/^\d{6}$/);
    expect(endpoint.mailTo(email).text).toContain(endpoint.codeFor(email));
  });

  it("has the same error for a weak password whether or not the account exists", async () => {
    const taken = await createUser(endpoint, pool.poolId);
    const results = await Promise.all(
      [taken, newEmail()].map((email) => signUp(email, { Password: "weak" }).catch((error: Error) => error)),
    );
    expect(results[0]).toMatchObject({ name: "InvalidPasswordException" });
    expect(results[1]).toMatchObject({
      name: "InvalidPasswordException",
      message: (results[0] as Error).message,
    });
  });

  it.each([
    ["Sh0rt!x", "Password not long enough"],
    ["UPPERCASE-1", "Password must have lowercase characters"],
    ["lowercase-1", "Password must have uppercase characters"],
    ["No-Numbers-Here", "Password must have numeric characters"],
    ["NoSymbols11", "Password must have symbol characters"],
  ])("rejects the password %s", async (Password, rule) => {
    await expect(signUp(newEmail(), { ClientId: strict.clientId, Password })).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: expect.stringContaining(rule),
    });
  });

  it("accepts an address once, in any case", async () => {
    const email = newEmail();
    await signUp(email);
    await expect(signUp(email.toUpperCase())).rejects.toMatchObject({ name: "UsernameExistsException" });
  });

  it("creates one account for concurrent requests with one address", async () => {
    const email = newEmail();
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => signUp(email)));
    expect(results.filter((response) => response.status === "fulfilled")).toHaveLength(1);
  });

  it("mails one code for concurrent requests with one address", async () => {
    const email = newInbox();
    await Promise.allSettled(Array.from({ length: 8 }, () => signUp(email)));
    expect(endpoint.mailsTo(email)).toHaveLength(1);
  });

  it.each([
    ["no address", "somebody", []],
    ["an unknown attribute", newEmail(), [{ Name: "custom:x", Value: "1" }]],
    ["a given sub", newEmail(), [{ Name: "sub", Value: "1" }]],
    ["an address that differs from the username", newEmail(), [{ Name: "email", Value: newEmail() }]],
  ])("rejects %s", async (_case, email, attributes) => {
    await expect(signUp(email, { UserAttributes: [...profile, ...attributes] })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("rejects a given email_verified", async () => {
    const UserAttributes = [...profile, { Name: "email_verified", Value: "true" }];
    await expect(signUp(newEmail(), { UserAttributes })).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
  });

  it("keeps the account if the mail cannot be delivered", async () => {
    const email = newInbox();
    const failure = new Error("The mail server is down");
    endpoint.failDeliveries(failure);
    await expect(signUp(email)).rejects.toMatchObject({ name: "CodeDeliveryFailureException" });
    endpoint.failDeliveries();
    expect(endpoint.unexpectedErrors.splice(0)).toEqual([failure]);
    await resend(email);
    await confirm(email, endpoint.codeFor(email));
  });
});

describe("ConfirmSignUp", () => {
  it("confirms the account and verifies the address", async () => {
    const email = newInbox();
    await signUp(email);
    await confirm(email, endpoint.codeFor(email));
    const user = await userOf(email);
    expect(user.UserStatus).toBe("CONFIRMED");
    expect(user.UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
  });

  it("returns a Session that signs in once, without the password", async () => {
    const email = newInbox();
    await signUp(email);
    const { Session } = await confirm(email, endpoint.codeFor(email));
    const signIn = () =>
      endpoint.cognito.send(
        new InitiateAuthCommand({
          ClientId: pool.clientId,
          AuthFlow: "USER_AUTH",
          AuthParameters: { USERNAME: email },
          Session,
        }),
      );
    const results = await Promise.allSettled([signIn(), signIn(), signIn()]);
    const signedIn = results.filter((response) => response.status === "fulfilled");
    expect(signedIn).toHaveLength(1);
    expect(signedIn[0]?.value.AuthenticationResult?.RefreshToken).toBeDefined();
    await expect(signIn()).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("returns a Session for that user only, and for three minutes", async () => {
    const [email, other] = [newInbox(), await createUser(endpoint, pool.poolId)];
    await signUp(email);
    const { Session } = await confirm(email, endpoint.codeFor(email));
    const signInAs = (USERNAME: string) =>
      endpoint.cognito.send(
        new InitiateAuthCommand({
          ClientId: pool.clientId,
          AuthFlow: "USER_AUTH",
          AuthParameters: { USERNAME },
          Session,
        }),
      );
    await expect(signInAs(other)).rejects.toMatchObject({ name: "NotAuthorizedException" });
    endpoint.advance(181);
    await expect(signInAs(email)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("returns no Session if the client does not allow USER_AUTH", async () => {
    const client = await createClient(endpoint, pool.poolId, {
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    });
    const ClientId = defined(client.ClientId);
    const email = newInbox();
    await signUp(email, { ClientId });
    expect((await confirm(email, endpoint.codeFor(email), ClientId)).Session).toBeUndefined();
  });

  it("rejects a wrong code, and then accepts the right one", async () => {
    const email = newInbox();
    await signUp(email);
    const code = endpoint.codeFor(email);
    await expect(confirm(email, anotherCode(code))).rejects.toMatchObject({ name: "CodeMismatchException" });
    await confirm(email, code);
  });

  it("rejects a code that a newer one has replaced", async () => {
    const email = newInbox();
    await signUp(email);
    const first = endpoint.codeFor(email);
    do await resend(email);
    while (endpoint.codeFor(email) === first);
    await expect(confirm(email, first)).rejects.toMatchObject({ name: "CodeMismatchException" });
    await confirm(email, endpoint.codeFor(email));
  });

  it("rejects a code after a day", async () => {
    const email = newInbox();
    await signUp(email);
    endpoint.advance(86_400);
    await expect(confirm(email, endpoint.codeFor(email))).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
  });

  it("accepts a code once, also under concurrent requests", async () => {
    const email = newInbox();
    await signUp(email);
    const code = endpoint.codeFor(email);
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => confirm(email, code)));
    expect(results.filter((response) => response.status === "fulfilled")).toHaveLength(1);
  });

  it("allows fifteen attempts an hour", async () => {
    const email = newInbox();
    await signUp(email);
    const code = endpoint.codeFor(email);
    for (let attempt = 0; attempt < 15; attempt++) {
      await expect(confirm(email, anotherCode(code))).rejects.toMatchObject({
        name: "CodeMismatchException",
      });
    }
    await expect(confirm(email, code)).rejects.toMatchObject({ name: "LimitExceededException" });
    endpoint.advance(3600);
    await confirm(email, code);
  });

  it("rejects an account that is confirmed", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await expect(confirm(email, "123456")).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("does not reveal that there is no account", async () => {
    onlyLocally("it is unknown how Cognito responds");
    await expect(confirm(newEmail(), "123456")).rejects.toMatchObject({ name: "ExpiredCodeException" });
  });
});

describe("ResendConfirmationCode", () => {
  it("has the same response without an account", async () => {
    const [email, unknownEmail] = [newInbox(), newInbox()];
    await signUp(email);
    expect((await resend(unknownEmail)).CodeDeliveryDetails).toEqual(
      (await resend(email)).CodeDeliveryDetails,
    );
    expect(endpoint.mailsTo(unknownEmail)).toHaveLength(0);
  });

  it("sends five codes an hour, and has the same limit without an account", async () => {
    const email = newInbox();
    await signUp(email);
    for (const address of [email, newEmail()]) {
      for (let attempt = 0; attempt < 5; attempt++) await resend(address);
      await expect(resend(address)).rejects.toMatchObject({ name: "LimitExceededException" });
    }
  });

  it("rejects an account that is confirmed", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await expect(resend(email)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("AdminConfirmSignUp", () => {
  it("confirms without a code, and verifies no address", async () => {
    const email = newEmail();
    await signUp(email);
    const command = new AdminConfirmSignUpCommand({ UserPoolId: pool.poolId, Username: email });
    await endpoint.cognito.send(command);
    expect((await userOf(email)).UserStatus).toBe("CONFIRMED");
    expect((await userOf(email)).UserAttributes).not.toContainEqual({
      Name: "email_verified",
      Value: "true",
    });
    expect((await signInByPassword(endpoint, pool, email)).AuthenticationResult).toBeDefined();
    await expect(endpoint.cognito.send(command)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });
});

describe("a client with a secret", () => {
  it("requires the secret hash", async () => {
    const client = await createClient(endpoint, pool.poolId, {
      ClientName: "with secret",
      GenerateSecret: true,
    });
    const secretive = { ...pool, clientId: defined(client.ClientId), secret: client.ClientSecret };
    const email = newEmail();
    const ClientId = secretive.clientId;
    await expect(signUp(email, { ClientId })).rejects.toMatchObject({ name: "NotAuthorizedException" });
    await expect(
      signUp(email, { ClientId, SecretHash: secretHash(secretive, newEmail()) }),
    ).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    await signUp(email, { ClientId, SecretHash: secretHash(secretive, email) });
  });
});

describe("a LEGACY client", () => {
  it("reveals that there is no account", async () => {
    const client = await createClient(endpoint, pool.poolId, { PreventUserExistenceErrors: "LEGACY" });
    const ClientId = defined(client.ClientId);
    await expect(confirm(newEmail(), "123456", ClientId)).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
    await expect(resend(newEmail(), ClientId)).rejects.toMatchObject({ name: "UserNotFoundException" });
  });
});
