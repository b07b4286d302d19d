import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { AdminCreateUserCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createPool,
  createUser,
  newEmail,
  newInbox,
  password,
  signInByPassword,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint, {
    pool: {
      AdminCreateUserConfig: {
        InviteMessageTemplate: {
          EmailSubject: "Welcome to Cruddur",
          EmailMessage: "<p>Sign in as <b>{username}</b>,<br>with {####}</p>",
        },
      },
    },
  });
});

afterAll(() => endpoint.close());

const create = (Username: string, input: Partial<AdminCreateUserCommandInput> = {}) =>
  endpoint.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: pool.poolId,
      Username,
      DesiredDeliveryMediums: ["EMAIL"],
      ...input,
    }),
  );

const notFound = { name: "UserNotFoundException" };

describe("AdminCreateUser", () => {
  it("mails a temporary password that must be replaced", async () => {
    const email = newInbox();
    const { User } = await create(email);
    expect(User).toMatchObject({ UserStatus: "FORCE_CHANGE_PASSWORD", Enabled: true });
    const mail = endpoint.mailTo(email);
    expect(mail).toMatchObject({ subject: "Welcome to Cruddur" });
    const temporary = mail.text.split("with ")[1];
    expect(mail.text).toBe(`Sign in as ${email},\nwith ${temporary}`);
    expect((await signInByPassword(endpoint, pool, email, temporary)).ChallengeName).toBe(
      "NEW_PASSWORD_REQUIRED",
    );
  });

  it("mails nothing with SUPPRESS, or if SMS is the only delivery medium", async () => {
    const [quiet, byPhone] = [newInbox(), newInbox()];
    await create(quiet, { MessageAction: "SUPPRESS" });
    await create(byPhone, { DesiredDeliveryMediums: undefined });
    expect(endpoint.mailsTo(quiet)).toHaveLength(0);
    expect(endpoint.mailsTo(byPhone)).toHaveLength(0);
  });

  it("sends the invitation again, with another password", async () => {
    const email = newInbox();
    await create(email, { TemporaryPassword: "Temporary-1" });
    await create(email, { MessageAction: "RESEND", TemporaryPassword: "Temporary-2" });
    expect(endpoint.mailsTo(email)).toHaveLength(2);
    await expect(signInByPassword(endpoint, pool, email, "Temporary-1")).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    expect((await signInByPassword(endpoint, pool, email, "Temporary-2")).ChallengeName).toBeDefined();
    const confirmed = await createUser(endpoint, pool.poolId);
    await expect(create(confirmed, { MessageAction: "RESEND" })).rejects.toMatchObject({
      name: "UnsupportedUserStateException",
    });
    await expect(create(newEmail(), { MessageAction: "RESEND" })).rejects.toMatchObject(notFound);
  });

  it("rejects a taken address and a weak password", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await expect(create(email)).rejects.toMatchObject({ name: "UsernameExistsException" });
    await expect(create(newEmail(), { TemporaryPassword: "weak-one" })).rejects.toMatchObject({
      name: "InvalidPasswordException",
    });
  });
});

const set = (Username: string, Password: string, Permanent?: boolean) =>
  endpoint.cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId: pool.poolId, Username, Password, Permanent }),
  );

describe("AdminSetUserPassword", () => {
  it("sets a permanent or a temporary password", async () => {
    const email = newEmail();
    await create(email, { MessageAction: "SUPPRESS" });
    await set(email, password, true);
    expect((await signInByPassword(endpoint, pool, email)).AuthenticationResult).toBeDefined();
    await set(email, "Temporary-1");
    expect((await signInByPassword(endpoint, pool, email, "Temporary-1")).ChallengeName).toBe(
      "NEW_PASSWORD_REQUIRED",
    );
    await expect(set(email, "weak", true)).rejects.toMatchObject({ name: "InvalidPasswordException" });
    await expect(set(newEmail(), password, true)).rejects.toMatchObject(notFound);
  });
});

describe("AdminGetUser and AdminDeleteUser", () => {
  it("find a user by any sign-in name, and no longer after the deletion", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const UserPoolId = pool.poolId;
    const get = (Username: string) =>
      endpoint.cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));
    const user = await get(email.toUpperCase());
    expect(user).toMatchObject({ UserStatus: "CONFIRMED", Enabled: true });
    expect(await get(user.Username ?? "")).toMatchObject({ UserAttributes: user.UserAttributes });
    await endpoint.cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: email }));
    await expect(get(email)).rejects.toMatchObject(notFound);
    await expect(
      endpoint.cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: email })),
    ).rejects.toMatchObject(notFound);
    await createUser(endpoint, UserPoolId, email);
  });
});
