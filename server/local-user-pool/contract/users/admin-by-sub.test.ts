import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteSoftwareTokenCommand,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminForgetDeviceCommand,
  AdminGetDeviceCommand,
  AdminGetUserAuthFactorsCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminListDevicesCommand,
  AdminListGroupsForUserCommand,
  AdminListUserAuthEventsCommand,
  AdminListUserSessionsCommand,
  AdminRemoveUserFromGroupCommand,
  AdminResetUserPasswordCommand,
  AdminRespondToAuthChallengeCommand,
  AdminRevokeUserSessionCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminSetUserSettingsCommand,
  AdminUpdateAuthEventFeedbackCommand,
  AdminUpdateDeviceStatusCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  CreateGroupCommand,
  SetUserPoolSessionConfigurationCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signedOperations } from "../../operations/operations.ts";
import { createPool, defined, newEmail, password } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint, {
    pool: {
      UsernameAttributes: undefined,
      UsernameConfiguration: { CaseSensitive: true },
      UserPoolTier: "PLUS",
      UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
      DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: true },
    },
  });
  await endpoint.cognito.send(
    new SetUserPoolSessionConfigurationCommand({
      UserPoolId: pool.poolId,
      UserSessionTracking: "ENABLED",
      TokenSession: { MaxPerUser: 20 },
    }),
  );
  await endpoint.cognito.send(new CreateGroupCommand({ UserPoolId: pool.poolId, GroupName: "group" }));
});

afterAll(() => endpoint.close());

let users = 0;

/** A user with a plain username and a temporary password. */
async function createPlainUser(): Promise<{ username: string; sub: string }> {
  users += 1;
  const username = `user${users}`;
  const { User } = await endpoint.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: pool.poolId,
      Username: username,
      TemporaryPassword: password,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: newEmail() },
        { Name: "email_verified", Value: "true" },
      ],
    }),
  );
  return { username, sub: defined(User?.Attributes?.find(({ Name }) => Name === "sub")?.Value) };
}

type ForUser = { UserPoolId: string; Username: string };
const GroupName = "group";
const newPassword = "Another-Horse-9";

const setPassword = (forUser: ForUser) =>
  endpoint.cognito.send(
    new AdminSetUserPasswordCommand({ ...forUser, Password: newPassword, Permanent: true }),
  );

/** The user is found, and does not have what else the call names. */
async function expectNone(call: Promise<unknown>): Promise<true> {
  await expect(call).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  return true;
}

const DeviceKey = "us-east-1_0193548a-7b2c-7def-8123-456789abcdef";

/** Every operation of an administrator on a user, as calls of the SDK. */
const calls: Record<string, (forUser: ForUser) => Promise<unknown>> = {
  AdminAddUserToGroup: (forUser) =>
    endpoint.cognito.send(new AdminAddUserToGroupCommand({ ...forUser, GroupName })),
  AdminConfirmSignUp: (forUser) => endpoint.cognito.send(new AdminConfirmSignUpCommand(forUser)),
  AdminCreateUser: (forUser) =>
    endpoint.cognito.send(new AdminCreateUserCommand({ ...forUser, MessageAction: "RESEND" })),
  AdminDeleteSoftwareToken: (forUser) => endpoint.cognito.send(new AdminDeleteSoftwareTokenCommand(forUser)),
  AdminDeleteUser: (forUser) => endpoint.cognito.send(new AdminDeleteUserCommand(forUser)),
  AdminDeleteUserAttributes: (forUser) =>
    endpoint.cognito.send(
      new AdminDeleteUserAttributesCommand({ ...forUser, UserAttributeNames: ["nickname"] }),
    ),
  AdminDisableUser: (forUser) => endpoint.cognito.send(new AdminDisableUserCommand(forUser)),
  AdminEnableUser: (forUser) => endpoint.cognito.send(new AdminEnableUserCommand(forUser)),
  AdminForgetDevice: (forUser) =>
    expectNone(endpoint.cognito.send(new AdminForgetDeviceCommand({ ...forUser, DeviceKey }))),
  AdminGetDevice: (forUser) =>
    expectNone(endpoint.cognito.send(new AdminGetDeviceCommand({ ...forUser, DeviceKey }))),
  AdminGetUser: (forUser) => endpoint.cognito.send(new AdminGetUserCommand(forUser)),
  AdminGetUserAuthFactors: (forUser) => endpoint.cognito.send(new AdminGetUserAuthFactorsCommand(forUser)),
  AdminListDevices: (forUser) => endpoint.cognito.send(new AdminListDevicesCommand(forUser)),
  AdminListGroupsForUser: (forUser) => endpoint.cognito.send(new AdminListGroupsForUserCommand(forUser)),
  AdminListUserAuthEvents: (forUser) => endpoint.cognito.send(new AdminListUserAuthEventsCommand(forUser)),
  AdminListUserSessions: (forUser) => endpoint.cognito.send(new AdminListUserSessionsCommand(forUser)),
  AdminRemoveUserFromGroup: (forUser) =>
    endpoint.cognito.send(new AdminRemoveUserFromGroupCommand({ ...forUser, GroupName })),
  AdminResetUserPassword: async (forUser) => {
    await setPassword(forUser);
    return await endpoint.cognito.send(new AdminResetUserPasswordCommand(forUser));
  },
  AdminRevokeUserSession: (forUser) =>
    expectNone(
      endpoint.cognito.send(
        new AdminRevokeUserSessionCommand({ ...forUser, SessionId: "tkn0000000000000000000000000" }),
      ),
    ),
  AdminSetUserMFAPreference: (forUser) =>
    endpoint.cognito.send(
      new AdminSetUserMFAPreferenceCommand({ ...forUser, SoftwareTokenMfaSettings: { Enabled: false } }),
    ),
  AdminSetUserPassword: setPassword,
  AdminSetUserSettings: (forUser) =>
    endpoint.cognito.send(new AdminSetUserSettingsCommand({ ...forUser, MFAOptions: [] })),
  AdminUpdateAuthEventFeedback: (forUser) =>
    expectNone(
      endpoint.cognito.send(
        new AdminUpdateAuthEventFeedbackCommand({ ...forUser, EventId: "none", FeedbackValue: "Valid" }),
      ),
    ),
  AdminUpdateDeviceStatus: (forUser) =>
    expectNone(
      endpoint.cognito.send(
        new AdminUpdateDeviceStatusCommand({
          ...forUser,
          DeviceKey,
          DeviceRememberedStatus: "not_remembered",
        }),
      ),
    ),
  AdminUpdateUserAttributes: (forUser) =>
    endpoint.cognito.send(
      new AdminUpdateUserAttributesCommand({ ...forUser, UserAttributes: [{ Name: "name", Value: "Ada" }] }),
    ),
  AdminUserGlobalSignOut: (forUser) => endpoint.cognito.send(new AdminUserGlobalSignOutCommand(forUser)),
};

/** Whether the SDK's input of an operation names a user. */
function namesUser(operation: string): boolean {
  const schema: unknown = Reflect.get(sdk, `${operation}Request$`);
  const members: unknown = Array.isArray(schema) ? schema[4] : undefined;
  return Array.isArray(members) && members.includes("Username");
}

describe("a user with a plain username is found by the sub", () => {
  it("in every operation of an administrator that the SDK knows and the pool has", () => {
    expect(Object.keys(calls).toSorted()).toEqual(Object.keys(signedOperations).filter(namesUser).toSorted());
  });

  it.each(Object.keys(calls).filter((name) => name !== "AdminConfirmSignUp"))("%s", async (name) => {
    const { sub } = await createPlainUser();
    await expect(defined(calls[name])({ UserPoolId: pool.poolId, Username: sub })).resolves.toBeDefined();
  });

  it("AdminConfirmSignUp", async () => {
    const { UserSub } = await endpoint.cognito.send(
      new SignUpCommand({ ClientId: pool.clientId, Username: "newcomer", Password: password }),
    );
    const forUser = { UserPoolId: pool.poolId, Username: defined(UserSub) };
    await defined(calls["AdminConfirmSignUp"])(forUser);
    const found = await endpoint.cognito.send(new AdminGetUserCommand(forUser));
    expect(found).toMatchObject({ Username: "newcomer", UserStatus: "CONFIRMED" });
  });

  it("AdminInitiateAuth and AdminRespondToAuthChallenge", async () => {
    const { username, sub } = await createPlainUser();
    const app = { UserPoolId: pool.poolId, ClientId: pool.clientId };
    const challenge = await endpoint.cognito.send(
      new AdminInitiateAuthCommand({
        ...app,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: sub, PASSWORD: password },
      }),
    );
    expect(challenge.ChallengeParameters).toMatchObject({ USER_ID_FOR_SRP: username });
    const { AuthenticationResult } = await endpoint.cognito.send(
      new AdminRespondToAuthChallengeCommand({
        ...app,
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session: challenge.Session,
        ChallengeResponses: { USERNAME: sub, NEW_PASSWORD: newPassword },
      }),
    );
    expect(AuthenticationResult).toBeDefined();
  });

  it("after a change of attributes, and no longer after the deletion", async () => {
    const { username, sub } = await createPlainUser();
    const forUser = { UserPoolId: pool.poolId, Username: sub };
    await defined(calls["AdminUpdateUserAttributes"])(forUser);
    expect(await endpoint.cognito.send(new AdminGetUserCommand(forUser))).toMatchObject({
      Username: username,
    });
    await defined(calls["AdminDeleteUser"])(forUser);
    await expect(endpoint.cognito.send(new AdminGetUserCommand(forUser))).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
  });

  it("also where somebody tries to take the sub as a username", async () => {
    const { username, sub } = await createPlainUser();
    await expect(
      endpoint.cognito.send(
        new SignUpCommand({ ClientId: pool.clientId, Username: sub, Password: password }),
      ),
    ).rejects.toMatchObject({ name: "UsernameExistsException" });
    const forUser = { UserPoolId: pool.poolId, Username: sub };
    expect(await endpoint.cognito.send(new AdminGetUserCommand(forUser))).toMatchObject({
      Username: username,
    });
  });
});
