import {
  AdminCreateUserCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createClient,
  createPool,
  createUser,
  masked,
  newEmail,
  newInbox,
  password,
  signInByPassword,
  tokensFor,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint, {
    pool: { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] } },
  });
});

afterAll(() => endpoint.close());

const newPassword = "Another-Horse-9";

const forgot = (email: string, ClientId = pool.clientId) =>
  endpoint.cognito.send(new ForgotPasswordCommand({ ClientId, Username: email }));

const confirm = (email: string, ConfirmationCode: string, Password = newPassword, ClientId = pool.clientId) =>
  endpoint.cognito.send(
    new ConfirmForgotPasswordCommand({ ClientId, Username: email, ConfirmationCode, Password }),
  );

const anotherCode = (code: string) => (code === "000000" ? "000001" : "000000");

describe("ForgotPassword and ConfirmForgotPassword", () => {
  it("replace the password with a code to the verified address", async () => {
    const email = await createUser(endpoint, pool.poolId, newInbox());
    const { CodeDeliveryDetails } = await forgot(email);
    expect(CodeDeliveryDetails).toEqual({
      Destination: masked(email),
      DeliveryMedium: "EMAIL",
      AttributeName: "email",
    });
    await confirm(email, endpoint.codeFor(email));
    await expect(signInByPassword(endpoint, pool, email, password)).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    expect((await signInByPassword(endpoint, pool, email, newPassword)).AuthenticationResult).toBeDefined();
  });

  it("end a lockout", async () => {
    const email = await createUser(endpoint, pool.poolId, newInbox());
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(signInByPassword(endpoint, pool, email, "Wrong-1-horse")).rejects.toMatchObject({
        name: "NotAuthorizedException",
      });
    }
    await forgot(email);
    await confirm(email, endpoint.codeFor(email));
    expect((await signInByPassword(endpoint, pool, email, newPassword)).AuthenticationResult).toBeDefined();
  });

  it("keep sign-ins valid", async () => {
    const email = await createUser(endpoint, pool.poolId, newInbox());
    const { AccessToken } = await tokensFor(endpoint, pool, email);
    await forgot(email);
    await confirm(email, endpoint.codeFor(email));
    await expect(endpoint.cognito.send(new GetUserCommand({ AccessToken }))).resolves.toBeDefined();
  });

  it("accept a code once, also under concurrent requests", async () => {
    const email = await createUser(endpoint, pool.poolId, newInbox());
    await forgot(email);
    const code = endpoint.codeFor(email);
    const results = await Promise.allSettled([1, 2, 3].map((n) => confirm(email, code, `Number-${n}-Horse`)));
    expect(results.filter((response) => response.status === "fulfilled")).toHaveLength(1);
    await expect(confirm(email, code)).rejects.toMatchObject({ name: "ExpiredCodeException" });
  });

  it("reject a wrong code and a weak password, and then accept the right ones", async () => {
    const email = await createUser(endpoint, pool.poolId, newInbox());
    await forgot(email);
    const code = endpoint.codeFor(email);
    await expect(confirm(email, anotherCode(code))).rejects.toMatchObject({ name: "CodeMismatchException" });
    await expect(confirm(email, code, "weak-pass")).rejects.toMatchObject({
      name: "InvalidPasswordException",
    });
    await confirm(email, code);
  });

  it("reject a code after an hour", async () => {
    const email = await createUser(endpoint, pool.poolId, newInbox());
    await forgot(email);
    endpoint.advance(3600);
    await expect(confirm(email, endpoint.codeFor(email))).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
  });

  it("reject the code of a sign-up", async () => {
    const email = newInbox();
    await endpoint.cognito.send(
      new SignUpCommand({ ClientId: pool.clientId, Username: email, Password: password }),
    );
    await expect(confirm(email, endpoint.codeFor(email))).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
  });

  it("allow twenty attempts an hour", async () => {
    const email = await createUser(endpoint, pool.poolId, newInbox());
    await forgot(email);
    const code = endpoint.codeFor(email);
    for (let attempt = 0; attempt < 19; attempt++) {
      await expect(confirm(email, anotherCode(code))).rejects.toMatchObject({
        name: "CodeMismatchException",
      });
    }
    await expect(confirm(email, code)).rejects.toMatchObject({ name: "LimitExceededException" });
  });
});

describe("a user who cannot get a code", () => {
  it("gets the same response without an account or a verified address", async () => {
    const unconfirmed = newInbox();
    await endpoint.cognito.send(
      new SignUpCommand({ ClientId: pool.clientId, Username: unconfirmed, Password: password }),
    );
    const known = await forgot(await createUser(endpoint, pool.poolId));
    expect((await forgot(unconfirmed)).CodeDeliveryDetails).toEqual(known.CodeDeliveryDetails);
    expect((await forgot(newEmail())).CodeDeliveryDetails).toEqual(known.CodeDeliveryDetails);
    expect(endpoint.mailsTo(unconfirmed)).toHaveLength(1);
    await expect(confirm(newEmail(), "123456")).rejects.toMatchObject({ name: "ExpiredCodeException" });
  });

  it("gets the same errors as for a real code, for as long as it would be valid", async () => {
    onlyLocally("Cognito may vary its response to a user who does not exist");
    const unknownEmail = newEmail();
    await forgot(unknownEmail);
    await expect(confirm(unknownEmail, "123456")).rejects.toMatchObject({ name: "CodeMismatchException" });
    endpoint.advance(3600);
    await expect(confirm(unknownEmail, "123456")).rejects.toMatchObject({ name: "ExpiredCodeException" });
  });

  it("is revealed to a LEGACY client", async () => {
    const client = await createClient(endpoint, pool.poolId, { PreventUserExistenceErrors: "LEGACY" });
    await expect(forgot(newEmail(), client.ClientId)).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
    await expect(confirm(newEmail(), "123456", newPassword, client.ClientId)).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
  });

  it("gets an error with a temporary password", async () => {
    onlyLocally("it is unknown whether Cognito reveals this");
    const email = newEmail();
    await endpoint.cognito.send(new AdminCreateUserCommand({ UserPoolId: pool.poolId, Username: email }));
    await expect(forgot(email)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });
});
