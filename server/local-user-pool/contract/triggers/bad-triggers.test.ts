import {
  AdminConfirmSignUpCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TriggerFunction } from "../../local-user-pool.ts";
import { createUser, newInbox, password, signInByPassword } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { namedPool } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";
import { addTrigger, createTriggerPool } from "../support/triggers.ts";
import type { TriggerEvent } from "../support/triggers.ts";

let endpoint: EndpointUnderTest;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
});

afterAll(() => endpoint.close());

/** Runs each trigger once. */
const operations: Record<string, (pool: TestPool) => Promise<unknown>> = {
  PreSignUp: (pool) => signUp(pool),
  PostConfirmation: async (pool) => {
    const Username = newInbox();
    await signUp(pool, Username);
    await endpoint.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId: pool.poolId, Username }));
  },
  CustomMessage: (pool) => signUp(pool),
  PreAuthentication: (pool) => signIn(pool),
  PostAuthentication: (pool) => signIn(pool),
  PreTokenGeneration: (pool) => signIn(pool),
  UserMigration: ({ clientId: ClientId }) =>
    endpoint.cognito.send(new ForgotPasswordCommand({ ClientId, Username: newInbox() })),
  DefineAuthChallenge: (pool) => answerChallenge(pool),
  CreateAuthChallenge: (pool) => answerChallenge(pool),
  VerifyAuthChallengeResponse: (pool) => answerChallenge(pool),
};

const signUp = ({ clientId: ClientId }: TestPool, Username = newInbox()) =>
  endpoint.cognito.send(new SignUpCommand({ ClientId, Username, Password: password }));

const signIn = async (pool: TestPool) =>
  await signInByPassword(endpoint, pool, await createUser(endpoint, pool.poolId));

const answerChallenge = async ({ poolId, clientId: ClientId }: TestPool) => {
  const USERNAME = await createUser(endpoint, poolId);
  const { Session } = await endpoint.cognito.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: "CUSTOM_AUTH", AuthParameters: { USERNAME } }),
  );
  await endpoint.cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: "CUSTOM_CHALLENGE",
      Session,
      ChallengeResponses: { USERNAME, ANSWER: "x" },
    }),
  );
};

/** A pool with one trigger as given, and others that work where it needs them. */
const createBadPool = async (name: string, arn: string) => {
  const define = addTrigger(endpoint, () => ({ challengeName: "CUSTOM_CHALLENGE" }));
  const others = name.includes("AuthChallenge")
    ? { DefineAuthChallenge: define.arn, CreateAuthChallenge: addTrigger(endpoint).arn }
    : {};
  const client = name === "UserMigration" ? { PreventUserExistenceErrors: "LEGACY" as const } : {};
  return await createTriggerPool(endpoint, { ...others, [name]: arn }, { client });
};

const invalid = "InvalidLambdaResponseException";
const refused = "UserLambdaValidationException";
/** A function that answers a change of its event. */
const changed =
  (change: (event: TriggerEvent) => object): TriggerFunction =>
  (event) =>
    change(event as TriggerEvent);
const bad: [string, TriggerFunction, string, string][] = [
  ["returns null", () => null, invalid, "Invalid JSON"],
  ["returns undefined", () => undefined, invalid, "Invalid JSON"],
  ["returns a text", () => "yes", invalid, "Unrecognizable lambda output"],
  ["returns a list", () => [], invalid, "Unrecognizable lambda output"],
  ["returns a number", () => Number.NaN, invalid, "Invalid JSON"],
  [
    "returns no response",
    changed(({ response: _, ...event }) => event),
    invalid,
    "Unrecognizable lambda output",
  ],
  [
    "returns a response that is a text",
    changed((event) => ({ ...event, response: "yes" })),
    invalid,
    "Unrecognizable lambda output",
  ],
  [
    "changes the user name",
    changed((event) => ({ ...event, userName: "admin" })),
    invalid,
    "Unrecognizable lambda output",
  ],
  [
    "changes the version",
    changed((event) => ({ ...event, version: "9" })),
    invalid,
    "Unrecognizable lambda output",
  ],
  [
    "changes the pool",
    changed((event) => ({ ...event, userPoolId: "x" })),
    invalid,
    "Unrecognizable lambda output",
  ],
  [
    "returns text that cannot be stored",
    changed((event) => ({ ...event, response: { ...event.response, x: "\0" } })),
    invalid,
    "Invalid JSON",
  ],
  [
    "returns 10 MB",
    changed((event) => ({ ...event, padding: "x".repeat(10_000_000) })),
    refused,
    "{name} failed with error Response payload size exceeded maximum allowed payload size (6291556 bytes)..",
  ],
  [
    "returns a circle",
    () => {
      const circle: Record<string, unknown> = {};
      circle["circle"] = circle;
      return circle;
    },
    refused,
    "",
  ],
  ["throws an error", () => Promise.reject(new Error("No")), refused, "{name} failed with error No."],
  ["throws a text", () => Promise.reject("No"), refused, "{name} failed with error No."],
  ["throws nothing", () => Promise.reject(), refused, "{name} failed with error undefined."],
  [
    "throws what has no text",
    () => Promise.reject(Object.create(null)),
    refused,
    "{name} failed with error Unknown error.",
  ],
  [
    "never returns",
    () => {
      endpoint.expireTriggers();
      return new Promise(() => {});
    },
    "UnexpectedLambdaException",
    "{name} invocation failed due to error Socket timeout while invoking Lambda function.",
  ],
];

describe.skipIf(namedPool).each(Object.keys(operations))("%s", (name) => {
  it.each(bad)("that %s fails the operation", async (_case, called, error, message) => {
    const pool = await createBadPool(name, endpoint.addFunction(called));
    const reason: unknown = await operations[name]?.(pool).then(
      () => "it succeeded",
      (thrown: unknown) => thrown,
    );
    expect(reason).toMatchObject({
      name: error,
      message: message === "" ? expect.any(String) : message.replace("{name}", name),
    });
    expect(endpoint.unexpectedErrors).toEqual([]);
  });
});

describe.skipIf(namedPool)("a trigger", () => {
  it("is tried three times where it does not answer in time", async () => {
    let calls = 0;
    const arn = endpoint.addFunction((event) => {
      calls += 1;
      if (calls === 3) return event;
      endpoint.expireTriggers();
      return new Promise(() => {});
    });
    const pool = await createBadPool("PreSignUp", arn);
    await signUp(pool);
    expect(calls).toBe(3);
  });

  it("is called once where it refuses", async () => {
    let calls = 0;
    const arn = endpoint.addFunction(() => {
      calls += 1;
      throw new Error("No");
    });
    const pool = await createBadPool("PreSignUp", arn);
    await expect(signUp(pool)).rejects.toMatchObject({ name: refused });
    expect(calls).toBe(1);
  });

  it("cannot change what the pool knows through its event", async () => {
    const arn = endpoint.addFunction((given) => {
      const event = given as TriggerEvent;
      Object(event.request["userAttributes"])["custom:role"] = "admin";
      return event;
    });
    const pool = await createBadPool("PreSignUp", arn);
    expect((await signUp(pool)).UserConfirmed).toBe(false);
  });

  it("with a long message of many lines is told whole in the body, and in one line in the header", async () => {
    const text = `one\r\nset-cookie: a=b\n${"x".repeat(50_000)}`;
    const arn = endpoint.addFunction(() => Promise.reject(new Error(text)));
    const pool = await createBadPool("PreSignUp", arn);
    await expect(signUp(pool)).rejects.toMatchObject({
      name: refused,
      message: `PreSignUp failed with error ${text.slice(0, 10_000)}.`,
    });
  });
});
