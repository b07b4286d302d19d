import {
  AdminConfirmSignUpCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createClient, createPool, defined, newEmail, signInByPassword } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import { onlyLocally } from "../support/named-pool.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
/** Its client does not prevent user existence errors, so that every state has its own error. */
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  const { poolId } = await createPool(endpoint);
  const client = await createClient(endpoint, poolId, { PreventUserExistenceErrors: "LEGACY" });
  pool = { poolId, clientId: defined(client.ClientId), secret: undefined };
});

afterAll(() => endpoint.close());

const passwords = ["First-Horse-1", "Second-Horse-2"];

/** The expected state of a user. */
type ModelUser = {
  status: "UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED";
  enabled: boolean;
  verified: boolean;
  password: string;
  signUpCode?: string;
  resetCode?: string;
};

/** An address, and its user, if there is one. */
type Account = { email: string; user: ModelUser | undefined };

/**
 * One operation on the account. `send` runs it; `expected` returns the name of the error that it should have, or
 * undefined for success, after which `change` updates the model.
 */
type Step = {
  name: string;
  send: (account: Account) => Promise<unknown>;
  expected: (user: ModelUser | undefined) => string | undefined;
  change: (account: Account) => void;
};

const ofUser = ({ email }: Account) => ({ UserPoolId: pool.poolId, Username: email });
const ofClient = ({ email }: Account) => ({ ClientId: pool.clientId, Username: email });
const wrongCode = "a-wrong-code";

/** A change of a user who exists. */
const changeUser = (change: (user: ModelUser, account: Account) => void) => (account: Account) => {
  if (account.user) change(account.user, account);
};

const signUp = (Password: string): Step => ({
  name: `sign up with ${Password}`,
  send: (account) => endpoint.cognito.send(new SignUpCommand({ ...ofClient(account), Password })),
  expected: (user) => (user ? "UsernameExistsException" : undefined),
  change: (account) => {
    const signUpCode = endpoint.codeFor(account.email);
    account.user = { status: "UNCONFIRMED", enabled: true, verified: false, password: Password, signUpCode };
  },
});

const confirmSignUp = (isCorrect: boolean): Step => ({
  name: `confirm with the ${isCorrect ? "right" : "wrong"} code`,
  send: (account) =>
    endpoint.cognito.send(
      new ConfirmSignUpCommand({
        ...ofClient(account),
        ConfirmationCode: (isCorrect && account.user?.signUpCode) || wrongCode,
      }),
    ),
  expected: (user) => {
    if (!user) return "UserNotFoundException";
    if (user.status !== "UNCONFIRMED") return "NotAuthorizedException";
    return isCorrect ? undefined : "CodeMismatchException";
  },
  change: changeUser((user) =>
    Object.assign(user, { status: "CONFIRMED", verified: true, signUpCode: undefined }),
  ),
});

const signIn = (PASSWORD: string): Step => ({
  name: `sign in with ${PASSWORD}`,
  send: (account) => signInByPassword(endpoint, pool, account.email, PASSWORD),
  expected: (user) => {
    if (!user) return "UserNotFoundException";
    if (user.password !== PASSWORD || !user.enabled) return "NotAuthorizedException";
    if (user.status === "UNCONFIRMED") return "UserNotConfirmedException";
    return user.status === "RESET_REQUIRED" ? "PasswordResetRequiredException" : undefined;
  },
  change: () => undefined,
});

const forgot: Step = {
  name: "forget the password",
  send: (account) => endpoint.cognito.send(new ForgotPasswordCommand(ofClient(account))),
  expected: (user) => {
    if (!user) return "UserNotFoundException";
    if (!user.enabled || user.status === "FORCE_CHANGE_PASSWORD") return "NotAuthorizedException";
    return user.verified ? undefined : "InvalidParameterException";
  },
  change: changeUser((user, { email }) => {
    user.resetCode = endpoint.codeFor(email);
  }),
};

const confirmForgot = (Password: string, isCorrect: boolean): Step => ({
  name: `reset to ${Password} with the ${isCorrect ? "right" : "wrong"} code`,
  send: (account) =>
    endpoint.cognito.send(
      new ConfirmForgotPasswordCommand({
        ...ofClient(account),
        Password,
        ConfirmationCode: (isCorrect && account.user?.resetCode) || wrongCode,
      }),
    ),
  expected: (user) => {
    if (!user) return "UserNotFoundException";
    if (!user.enabled) return "NotAuthorizedException";
    if (user.resetCode === undefined) return "ExpiredCodeException";
    if (!isCorrect) return "CodeMismatchException";
    const isResettable = user.status === "CONFIRMED" || user.status === "RESET_REQUIRED";
    return isResettable ? undefined : "NotAuthorizedException";
  },
  change: changeUser((user) =>
    Object.assign(user, { status: "CONFIRMED", password: Password, resetCode: undefined }),
  ),
});

const adminSetPassword = (Password: string, Permanent: boolean): Step => ({
  name: `get the ${Permanent ? "permanent" : "temporary"} password ${Password}`,
  send: (account) =>
    endpoint.cognito.send(new AdminSetUserPasswordCommand({ ...ofUser(account), Password, Permanent })),
  expected: (user) => (user ? undefined : "UserNotFoundException"),
  change: changeUser((user) =>
    Object.assign(user, { status: Permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD", password: Password }),
  ),
});

const replaceTemporaryPassword = (NEW_PASSWORD: string): Step => ({
  name: `replace the temporary password by ${NEW_PASSWORD}`,
  send: async (account) => {
    const { Session } = await signInByPassword(endpoint, pool, account.email, account.user?.password);
    return await endpoint.cognito.send(
      new RespondToAuthChallengeCommand({
        ClientId: pool.clientId,
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session: Session ?? "an-unknown-auth-session",
        ChallengeResponses: { USERNAME: account.email, NEW_PASSWORD },
      }),
    );
  },
  expected: (user) => {
    const signInError = signIn(user?.password ?? "").expected(user);
    return signInError ?? (user?.status === "FORCE_CHANGE_PASSWORD" ? undefined : "NotAuthorizedException");
  },
  change: changeUser((user) => Object.assign(user, { status: "CONFIRMED", password: NEW_PASSWORD })),
});

const adminConfirm: Step = {
  name: "be confirmed by an administrator",
  send: (account) => endpoint.cognito.send(new AdminConfirmSignUpCommand(ofUser(account))),
  expected: (user) => {
    if (!user) return "UserNotFoundException";
    return user.status === "UNCONFIRMED" ? undefined : "NotAuthorizedException";
  },
  change: changeUser((user) => Object.assign(user, { status: "CONFIRMED" })),
};

const adminReset: Step = {
  name: "have the password reset by an administrator",
  send: (account) => endpoint.cognito.send(new AdminResetUserPasswordCommand(ofUser(account))),
  expected: (user) => {
    if (!user) return "UserNotFoundException";
    if (!user.enabled) return "NotAuthorizedException";
    if (user.status !== "CONFIRMED" && user.status !== "RESET_REQUIRED") return "NotAuthorizedException";
    return user.verified ? undefined : "InvalidParameterException";
  },
  change: changeUser((user, { email }) =>
    Object.assign(user, { status: "RESET_REQUIRED", resetCode: endpoint.codeFor(email) }),
  ),
};

const adminSetEnabled = (enabled: boolean): Step => ({
  name: enabled ? "be enabled" : "be disabled",
  send: (account) =>
    enabled
      ? endpoint.cognito.send(new AdminEnableUserCommand(ofUser(account)))
      : endpoint.cognito.send(new AdminDisableUserCommand(ofUser(account))),
  expected: (user) => (user ? undefined : "UserNotFoundException"),
  change: changeUser((user) => Object.assign(user, { enabled })),
});

const adminDelete: Step = {
  name: "be deleted",
  send: (account) => endpoint.cognito.send(new AdminDeleteUserCommand(ofUser(account))),
  expected: (user) => (user ? undefined : "UserNotFoundException"),
  change: (account) => {
    account.user = undefined;
  },
};

const steps: Step[] = [
  ...passwords.map(signUp),
  ...passwords.map(signIn),
  ...passwords.map(replaceTemporaryPassword),
  ...passwords.flatMap((password) => [true, false].map((isCorrect) => confirmForgot(password, isCorrect))),
  ...passwords.flatMap((password) => [true, false].map((permanent) => adminSetPassword(password, permanent))),
  ...[true, false].flatMap((flag) => [confirmSignUp(flag), adminSetEnabled(flag)]),
  forgot,
  adminConfirm,
  adminReset,
  adminDelete,
];

const stateOf = async (account: Account) => {
  const found = await endpoint.cognito.send(new AdminGetUserCommand(ofUser(account))).catch(() => undefined);
  return found && { status: found.UserStatus, enabled: found.Enabled };
};

it("a user goes through the states that Cognito documents, in any order of operations", async () => {
  onlyLocally("every step needs the mail and the clock");
  const anyStep = fc.constantFrom(...steps).map((step) => Object.assign(step, { toString: () => step.name }));
  const accounts = fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 14 }), async (later) => {
    const account: Account = { email: newEmail(), user: undefined };
    // Starts with a sign-up; otherwise most steps would find no user.
    for (const step of [signUp("First-Horse-1"), ...later]) {
      const expected = step.expected(account.user);
      const sent = step.send(account).then(() => undefined);
      expect(await sent.catch((error: Error) => error.name)).toBe(expected);
      if (expected === undefined) step.change(account);
      // Advances past limits and lockouts, which would hide the states; they have their own tests.
      endpoint.advance(16 * 60);
      expect(await stateOf(account)).toEqual(
        account.user && { status: account.user.status, enabled: account.user.enabled },
      );
    }
  });
  await fc.assert(accounts, { numRuns: 25, seed: 20_260_901 });
});
