import {
  AdminGetUserCommand,
  AdminConfirmSignUpCommand,
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
import { onlyLocally } from "../support/named-pool.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;
/** Its passwords need all four kinds of characters. */
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
  it("makes an unconfirmed account", async () => {
    const email = newEmail();
    const answer = await signUp(email);
    expect(answer).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { Destination: masked(email), DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    const user = await userOf(email);
    expect(user).toMatchObject({ UserStatus: "UNCONFIRMED", Enabled: true, Username: answer.UserSub });
  });

  it("dates the account, and mails a code of six digits", async () => {
    const email = newInbox();
    await signUp(email);
    expect((await userOf(email)).UserCreateDate).toEqual(endpoint.frozenNow());
    expect(endpoint.codeFor(email)).toMatch(/^\d{6}$/);
    expect(endpoint.mailTo(email).text).toContain(endpoint.codeFor(email));
  });

  it("answers a weak password alike whether or not the account exists", async () => {
    const taken = await createUser(endpoint, pool.poolId);
    const answers = await Promise.all(
      [taken, newEmail()].map((email) => signUp(email, { Password: "weak" }).catch((error: Error) => error)),
    );
    expect(answers[0]).toMatchObject({ name: "InvalidPasswordException" });
    expect(answers[1]).toMatchObject({
      name: "InvalidPasswordException",
      message: (answers[0] as Error).message,
    });
  });

  it.each([
    ["Sh0rt!x", "Password not long enough"],
    ["UPPERCASE-1", "Password must have lowercase characters"],
    ["lowercase-1", "Password must have uppercase characters"],
    ["No-Numbers-Here", "Password must have numeric characters"],
    ["NoSymbols11", "Password must have symbol characters"],
  ])("refuses the password %s", async (Password, rule) => {
    await expect(signUp(newEmail(), { ClientId: strict.clientId, Password })).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: expect.stringContaining(rule),
    });
  });

  it("takes an address once, in whatever case", async () => {
    const email = newEmail();
    await signUp(email);
    await expect(signUp(email.toUpperCase())).rejects.toMatchObject({ name: "UsernameExistsException" });
  });

  it("leaves one account where many ask for one address at once", async () => {
    const email = newEmail();
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => signUp(email)));
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  });

  it("mails one code where many ask for one address at once", async () => {
    const email = newInbox();
    await Promise.allSettled(Array.from({ length: 8 }, () => signUp(email)));
    expect(endpoint.mailsTo(email)).toHaveLength(1);
  });

  it.each([
    ["no address", "somebody", []],
    ["an unknown attribute", newEmail(), [{ Name: "custom:x", Value: "1" }]],
    ["a sub of one's own", newEmail(), [{ Name: "sub", Value: "1" }]],
    ["another address than the username", newEmail(), [{ Name: "email", Value: newEmail() }]],
  ])("refuses %s", async (_what, email, attributes) => {
    await expect(signUp(email, { UserAttributes: [...profile, ...attributes] })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("lets nobody verify their own address", async () => {
    const UserAttributes = [...profile, { Name: "email_verified", Value: "true" }];
    await expect(signUp(newEmail(), { UserAttributes })).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
  });

  it("keeps the account when the mail cannot be delivered", async () => {
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

  it("answers with a Session that signs in once, without the password", async () => {
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
    const answers = await Promise.allSettled([signIn(), signIn(), signIn()]);
    const signedIn = answers.filter((answer) => answer.status === "fulfilled");
    expect(signedIn).toHaveLength(1);
    expect(signedIn[0]?.value.AuthenticationResult?.RefreshToken).toBeDefined();
    await expect(signIn()).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("answers with a Session for that user alone, and for three minutes", async () => {
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

  it("has no Session where the client does not allow USER_AUTH", async () => {
    const client = await createClient(endpoint, pool.poolId, {
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    });
    const ClientId = defined(client.ClientId);
    const email = newInbox();
    await signUp(email, { ClientId });
    expect((await confirm(email, endpoint.codeFor(email), ClientId)).Session).toBeUndefined();
  });

  it("refuses a wrong code, and then takes the right one", async () => {
    const email = newInbox();
    await signUp(email);
    const code = endpoint.codeFor(email);
    await expect(confirm(email, anotherCode(code))).rejects.toMatchObject({ name: "CodeMismatchException" });
    await confirm(email, code);
  });

  it("refuses a code that a newer one has replaced", async () => {
    const email = newInbox();
    await signUp(email);
    const first = endpoint.codeFor(email);
    do await resend(email);
    while (endpoint.codeFor(email) === first);
    await expect(confirm(email, first)).rejects.toMatchObject({ name: "CodeMismatchException" });
    await confirm(email, endpoint.codeFor(email));
  });

  it("refuses a code after a day", async () => {
    const email = newInbox();
    await signUp(email);
    endpoint.advance(86_400);
    await expect(confirm(email, endpoint.codeFor(email))).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
  });

  it("takes a code once of many times at once", async () => {
    const email = newInbox();
    await signUp(email);
    const code = endpoint.codeFor(email);
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => confirm(email, code)));
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  });

  it("gives up after fifteen tries in an hour", async () => {
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

  it("refuses an account that is confirmed", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await expect(confirm(email, "123456")).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("does not say who has no account", async () => {
    onlyLocally("it is not known what Cognito answers");
    await expect(confirm(newEmail(), "123456")).rejects.toMatchObject({ name: "ExpiredCodeException" });
  });
});

describe("ResendConfirmationCode", () => {
  it("answers alike for somebody without an account", async () => {
    const [email, stranger] = [newInbox(), newInbox()];
    await signUp(email);
    expect((await resend(stranger)).CodeDeliveryDetails).toEqual((await resend(email)).CodeDeliveryDetails);
    expect(endpoint.mailsTo(stranger)).toHaveLength(0);
  });

  it("sends five an hour, and tells strangers the same", async () => {
    const email = newInbox();
    await signUp(email);
    for (const address of [email, newEmail()]) {
      for (let attempt = 0; attempt < 5; attempt++) await resend(address);
      await expect(resend(address)).rejects.toMatchObject({ name: "LimitExceededException" });
    }
  });

  it("refuses an account that is confirmed", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await expect(resend(email)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("AdminConfirmSignUp", () => {
  it("confirms without a code and verifies nothing", async () => {
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
  it("proves that it knows the secret", async () => {
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

describe("a client that hides nobody", () => {
  it("says who has no account", async () => {
    const client = await createClient(endpoint, pool.poolId, { PreventUserExistenceErrors: "LEGACY" });
    const ClientId = defined(client.ClientId);
    await expect(confirm(newEmail(), "123456", ClientId)).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
    await expect(resend(newEmail(), ClientId)).rejects.toMatchObject({ name: "UserNotFoundException" });
  });
});
