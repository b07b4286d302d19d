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
/** Its client hides nobody, so that every state has an answer of its own. */
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  const { poolId } = await createPool(endpoint);
  const client = await createClient(endpoint, poolId, { PreventUserExistenceErrors: "LEGACY" });
  pool = { poolId, clientId: defined(client.ClientId), secret: undefined };
});

afterAll(() => endpoint.close());

const passwords = ["First-Horse-1", "Second-Horse-2"];

/** What is known of one user. */
type ModelUser = {
  status: "UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED";
  enabled: boolean;
  verified: boolean;
  password: string;
  signUpCode?: string;
  resetCode?: string;
};

/** The user, where there is one; and the address that is theirs. */
type Life = { email: string; user: ModelUser | undefined };

/**
 * A step in a user's life: does it for real, and says what it should come to. `undefined` is success, after which
 * `change` has happened to the model; a name is the error that it should fail with.
 */
type Step = {
  name: string;
  send: (life: Life) => Promise<unknown>;
  expected: (user: ModelUser | undefined) => string | undefined;
  change: (life: Life) => void;
};

const ofUser = ({ email }: Life) => ({ UserPoolId: pool.poolId, Username: email });
const ofClient = ({ email }: Life) => ({ ClientId: pool.clientId, Username: email });
const wrongCode = "a-wrong-code";

/** A change to a user who is there. */
const changeUser = (change: (user: ModelUser, life: Life) => void) => (life: Life) => {
  if (life.user) change(life.user, life);
};

const signUp = (Password: string): Step => ({
  name: `sign up with ${Password}`,
  send: (life) => endpoint.cognito.send(new SignUpCommand({ ...ofClient(life), Password })),
  expected: (user) => (user ? "UsernameExistsException" : undefined),
  change: (life) => {
    const signUpCode = endpoint.codeFor(life.email);
    life.user = { status: "UNCONFIRMED", enabled: true, verified: false, password: Password, signUpCode };
  },
});

const confirmSignUp = (isRight: boolean): Step => ({
  name: `confirm with the ${isRight ? "right" : "wrong"} code`,
  send: (life) =>
    endpoint.cognito.send(
      new ConfirmSignUpCommand({
        ...ofClient(life),
        ConfirmationCode: (isRight && life.user?.signUpCode) || wrongCode,
      }),
    ),
  expected: (user) => {
    if (!user) return "UserNotFoundException";
    if (user.status !== "UNCONFIRMED") return "NotAuthorizedException";
    return isRight ? undefined : "CodeMismatchException";
  },
  change: changeUser((user) =>
    Object.assign(user, { status: "CONFIRMED", verified: true, signUpCode: undefined }),
  ),
});

const signIn = (PASSWORD: string): Step => ({
  name: `sign in with ${PASSWORD}`,
  send: (life) => signInByPassword(endpoint, pool, life.email, PASSWORD),
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
  send: (life) => endpoint.cognito.send(new ForgotPasswordCommand(ofClient(life))),
  expected: (user) => {
    if (!user) return "UserNotFoundException";
    if (!user.enabled || user.status === "FORCE_CHANGE_PASSWORD") return "NotAuthorizedException";
    return user.verified ? undefined : "InvalidParameterException";
  },
  change: changeUser((user, { email }) => {
    user.resetCode = endpoint.codeFor(email);
  }),
};

const confirmForgot = (Password: string, isRight: boolean): Step => ({
  name: `reset to ${Password} with the ${isRight ? "right" : "wrong"} code`,
  send: (life) =>
    endpoint.cognito.send(
      new ConfirmForgotPasswordCommand({
        ...ofClient(life),
        Password,
        ConfirmationCode: (isRight && life.user?.resetCode) || wrongCode,
      }),
    ),
  expected: (user) => {
    if (!user) return "UserNotFoundException";
    if (!user.enabled) return "NotAuthorizedException";
    if (user.resetCode === undefined) return "ExpiredCodeException";
    if (!isRight) return "CodeMismatchException";
    const isResettable = user.status === "CONFIRMED" || user.status === "RESET_REQUIRED";
    return isResettable ? undefined : "NotAuthorizedException";
  },
  change: changeUser((user) =>
    Object.assign(user, { status: "CONFIRMED", password: Password, resetCode: undefined }),
  ),
});

const adminSetPassword = (Password: string, Permanent: boolean): Step => ({
  name: `be given ${Password} ${Permanent ? "for good" : "for a while"}`,
  send: (life) =>
    endpoint.cognito.send(new AdminSetUserPasswordCommand({ ...ofUser(life), Password, Permanent })),
  expected: (user) => (user ? undefined : "UserNotFoundException"),
  change: changeUser((user) =>
    Object.assign(user, { status: Permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD", password: Password }),
  ),
});

const replaceTemporaryPassword = (NEW_PASSWORD: string): Step => ({
  name: `replace the temporary password by ${NEW_PASSWORD}`,
  send: async (life) => {
    const { Session } = await signInByPassword(endpoint, pool, life.email, life.user?.password);
    return await endpoint.cognito.send(
      new RespondToAuthChallengeCommand({
        ClientId: pool.clientId,
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session: Session ?? "a-session-that-nobody-has",
        ChallengeResponses: { USERNAME: life.email, NEW_PASSWORD },
      }),
    );
  },
  expected: (user) => {
    const barred = signIn(user?.password ?? "").expected(user);
    return barred ?? (user?.status === "FORCE_CHANGE_PASSWORD" ? undefined : "NotAuthorizedException");
  },
  change: changeUser((user) => Object.assign(user, { status: "CONFIRMED", password: NEW_PASSWORD })),
});

const adminConfirm: Step = {
  name: "be confirmed",
  send: (life) => endpoint.cognito.send(new AdminConfirmSignUpCommand(ofUser(life))),
  expected: (user) => {
    if (!user) return "UserNotFoundException";
    return user.status === "UNCONFIRMED" ? undefined : "NotAuthorizedException";
  },
  change: changeUser((user) => Object.assign(user, { status: "CONFIRMED" })),
};

const adminReset: Step = {
  name: "be told to choose another password",
  send: (life) => endpoint.cognito.send(new AdminResetUserPasswordCommand(ofUser(life))),
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
  send: (life) =>
    enabled
      ? endpoint.cognito.send(new AdminEnableUserCommand(ofUser(life)))
      : endpoint.cognito.send(new AdminDisableUserCommand(ofUser(life))),
  expected: (user) => (user ? undefined : "UserNotFoundException"),
  change: changeUser((user) => Object.assign(user, { enabled })),
});

const adminDelete: Step = {
  name: "be deleted",
  send: (life) => endpoint.cognito.send(new AdminDeleteUserCommand(ofUser(life))),
  expected: (user) => (user ? undefined : "UserNotFoundException"),
  change: (life) => {
    life.user = undefined;
  },
};

const steps: Step[] = [
  ...passwords.map(signUp),
  ...passwords.map(signIn),
  ...passwords.map(replaceTemporaryPassword),
  ...passwords.flatMap((password) => [true, false].map((isRight) => confirmForgot(password, isRight))),
  ...passwords.flatMap((password) => [true, false].map((permanent) => adminSetPassword(password, permanent))),
  ...[true, false].flatMap((yes) => [confirmSignUp(yes), adminSetEnabled(yes)]),
  forgot,
  adminConfirm,
  adminReset,
  adminDelete,
];

const stateOf = async (life: Life) => {
  const found = await endpoint.cognito.send(new AdminGetUserCommand(ofUser(life))).catch(() => undefined);
  return found && { status: found.UserStatus, enabled: found.Enabled };
};

it("leads a user through the states that Cognito documents, whatever they do in whatever order", async () => {
  onlyLocally("it needs the mail and the time at every turn");
  const anyStep = fc.constantFrom(...steps).map((step) => Object.assign(step, { toString: () => step.name }));
  const lives = fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 14 }), async (later) => {
    const life: Life = { email: newEmail(), user: undefined };
    // It begins with a sign-up; otherwise most steps would find nobody.
    for (const step of [signUp("First-Horse-1"), ...later]) {
      const expected = step.expected(life.user);
      const sent = step.send(life).then(() => undefined);
      expect(await sent.catch((error: Error) => error.name)).toBe(expected);
      if (expected === undefined) step.change(life);
      // Limits and lock-outs have tests of their own; here they would only hide the states.
      endpoint.advance(16 * 60);
      expect(await stateOf(life)).toEqual(
        life.user && { status: life.user.status, enabled: life.user.enabled },
      );
    }
  });
  await fc.assert(lives, { numRuns: 25, seed: 20_260_901 });
});
