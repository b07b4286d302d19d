import { randomUUID } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type {
  AuthFactorType,
  AuthFlowType,
  CreateUserPoolCommandInput,
  InitiateAuthCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { timeStepAt, totpCode } from "../../mfa/totp.ts";
import { createPool, defined, newEmail, password, secretHash } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { createSrpClient } from "../support/srp-client.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
const pools: Record<string, TestPool> = {};

const mfa = {
  OPTIONAL: {
    SoftwareTokenMfaConfiguration: { Enabled: true },
    EmailMfaConfiguration: { Subject: "Your code", Message: "Sign in with {####}" },
  },
  ON: { SoftwareTokenMfaConfiguration: { Enabled: true } },
};

/** A code by e-mail cannot be the first factor where a second one is required. */
const firstFactors = { OPTIONAL: ["PASSWORD", "EMAIL_OTP"], ON: ["PASSWORD"] } satisfies Record<
  string,
  AuthFactorType[]
>;

const kinds: Record<string, Partial<CreateUserPoolCommandInput>> = {
  "addresses as usernames": { UsernameAttributes: ["email", "phone_number"] },
  aliases: {
    UsernameAttributes: undefined,
    AliasAttributes: ["email", "phone_number", "preferred_username"],
  },
  "plain usernames": { UsernameAttributes: undefined },
};

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  for (const [kind, settings] of Object.entries(kinds)) {
    for (const MfaConfiguration of ["OPTIONAL", "ON"] as const) {
      const pool = await createPool(endpoint, {
        pool: {
          Policies: { SignInPolicy: { AllowedFirstAuthFactors: firstFactors[MfaConfiguration] } },
          ...settings,
        },
        client: { GenerateSecret: true },
      });
      await endpoint.cognito.send(
        new SetUserPoolMfaConfigCommand({
          UserPoolId: pool.poolId,
          MfaConfiguration,
          ...mfa[MfaConfiguration],
        }),
      );
      pools[`${kind} ${MfaConfiguration}`] = pool;
    }
  }
});

afterAll(() => endpoint.close());

type Person = { pool: TestPool; email: string; username: string; names: string[] };

/** A confirmed person with all the names that the kind of pool permits, each as typed in another case too. */
async function createPerson(kind: string, MfaConfiguration = "OPTIONAL"): Promise<Person> {
  const pool = defined(pools[`${kind} ${MfaConfiguration}`]);
  const { poolId: UserPoolId } = pool;
  const hasAliases = kind === "aliases";
  const [id, email] = [randomUUID(), newEmail()];
  const phone = `+1555${String(BigInt(`0x${id.slice(0, 8)}`)).padStart(10, "0")}`;
  const attributes = {
    email,
    email_verified: "true",
    ...(hasAliases && {
      phone_number: phone,
      phone_number_verified: "true",
      preferred_username: `pref-${id}`,
    }),
  };
  const { User } = await endpoint.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: kind === "addresses as usernames" ? email : `user-${id}`,
      MessageAction: "SUPPRESS",
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  );
  const username = defined(User?.Username);
  const sub = defined(User?.Attributes?.find(({ Name }) => Name === "sub")?.Value);
  await setPassword(UserPoolId, username, true);
  const addresses = kind === "plain usernames" ? [] : [email];
  const aliases = hasAliases ? [phone, `pref-${id}`] : [];
  const names = [username, sub, ...addresses, ...aliases];
  return {
    pool,
    email,
    username,
    names: [...new Set([...names, ...names.map((name) => name.toUpperCase())])],
  };
}

const setPassword = (UserPoolId: string, Username: string, Permanent: boolean) =>
  endpoint.cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent }),
  );

const start = (
  pool: TestPool,
  AuthFlow: AuthFlowType,
  USERNAME: string,
  parameters: Record<string, string>,
) =>
  endpoint.cognito.send(
    new InitiateAuthCommand({
      ClientId: pool.clientId,
      AuthFlow,
      AuthParameters: { USERNAME, SECRET_HASH: secretHash(pool, USERNAME), ...parameters },
    }),
  );

/** A challenge with the answer that only lacks the name. */
type Challenge = Pick<InitiateAuthCommandOutput, "ChallengeName" | "Session"> & {
  answer: Record<string, string>;
};

const respond = ({ clientId, ...rest }: TestPool, challenge: Challenge, USERNAME: string) =>
  endpoint.cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: clientId,
      ChallengeName: challenge.ChallengeName,
      Session: challenge.Session,
      ChallengeResponses: {
        ...challenge.answer,
        USERNAME,
        SECRET_HASH: secretHash({ clientId, ...rest }, USERNAME),
      },
    }),
  );

async function startSrp(pool: TestPool, name: string, secret = password): Promise<Challenge> {
  const srp = createSrpClient();
  const challenge = await start(pool, "USER_SRP_AUTH", name, { SRP_A: srp.SRP_A });
  const parameters = defined(challenge.ChallengeParameters);
  return { ...challenge, answer: srp.respond(pool.poolId, parameters, secret, endpoint.now()) };
}

const startByChoice = async (
  pool: TestPool,
  name: string,
  choice: string,
  answer: Record<string, string>,
) => ({
  ...(await start(pool, "USER_AUTH", name, { PREFERRED_CHALLENGE: choice })),
  answer,
});

const startWithPassword = async ({ pool, username }: Person, answer: Record<string, string> = {}) => ({
  ...(await start(pool, "USER_PASSWORD_AUTH", username, { PASSWORD: password })),
  answer,
});

/** The code of the next time step: the clock moves on, since each is accepted once. */
function nextCode(secret: string): string {
  endpoint.advance(60);
  return totpCode(secret, timeStepAt(endpoint.now()));
}

const appSecrets = new Map<string, string>();

/** Signs the person in and sets up an authenticator app, once. */
async function setUpApp(person: Person, EmailEnabled: boolean): Promise<string> {
  const known = appSecrets.get(person.username);
  if (known !== undefined) return known;
  const { AuthenticationResult } = await startWithPassword(person);
  const AccessToken = AuthenticationResult?.AccessToken;
  const { SecretCode } = await endpoint.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const secret = defined(SecretCode);
  const UserCode = nextCode(secret);
  await endpoint.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  await endpoint.cognito.send(
    new SetUserMFAPreferenceCommand({
      AccessToken,
      SoftwareTokenMfaSettings: { Enabled: true },
      EmailMfaSettings: { Enabled: EmailEnabled },
    }),
  );
  appSecrets.set(person.username, secret);
  return secret;
}

/** Starts each challenge for a person by their username, for the answer by another name. */
const challenges: Record<string, (person: Person) => Promise<Challenge>> = {
  PASSWORD_VERIFIER: ({ pool, username }) => startSrp(pool, username),
  SELECT_CHALLENGE: ({ pool, username }) =>
    startByChoice(pool, username, "", { ANSWER: "PASSWORD", PASSWORD: password }),
  PASSWORD: ({ pool, username }) => startByChoice(pool, username, "PASSWORD", { PASSWORD: password }),
  PASSWORD_SRP: ({ pool, username }) =>
    startByChoice(pool, username, "PASSWORD_SRP", { SRP_A: createSrpClient().SRP_A }),
  EMAIL_OTP: async ({ pool, username, email }) => {
    const challenge = await startByChoice(pool, username, "EMAIL_OTP", {});
    return { ...challenge, answer: { EMAIL_OTP_CODE: endpoint.codeFor(email) } };
  },
  NEW_PASSWORD_REQUIRED: async (person) => {
    await setPassword(person.pool.poolId, person.username, false);
    return await startWithPassword(person, { NEW_PASSWORD: "Another-Horse-9" });
  },
  SOFTWARE_TOKEN_MFA: async (person) => {
    const secret = await setUpApp(person, false);
    const challenge = await startWithPassword(person);
    return { ...challenge, answer: { SOFTWARE_TOKEN_MFA_CODE: nextCode(secret) } };
  },
  SELECT_MFA_TYPE: async (person) => {
    await setUpApp(person, true);
    return await startWithPassword(person, { ANSWER: "SOFTWARE_TOKEN_MFA" });
  },
};

/** The response signs in or continues with another challenge. */
const accepted = expect.toSatisfy((response: InitiateAuthCommandOutput) =>
  Boolean(response.AuthenticationResult ?? response.ChallengeName),
);
const refused = { name: "NotAuthorizedException" };

describe.each(Object.keys(kinds))("in a pool with %s", (kind) => {
  it.each(Object.keys(challenges))("%s takes every name of the person, and nobody else's", async (name) => {
    onlyLocally("codes are read and the clock is set");
    const [person, other] = [await createPerson(kind), await createPerson(kind)];
    for (const typed of person.names) {
      const challenge = await defined(challenges[name])(person);
      expect(challenge.ChallengeName).toBe(name);
      for (const wrong of [other.username, ...other.names.slice(-1), "nobody"])
        await expect(respond(person.pool, challenge, wrong)).rejects.toMatchObject(refused);
      expect(await respond(person.pool, challenge, typed)).toEqual(accepted);
    }
  });

  it("MFA_SETUP takes every name of the person, and nobody else's", async () => {
    onlyLocally("the clock is set");
    const other = await createPerson(kind, "ON");
    for (const index of other.names.keys()) {
      const person = await createPerson(kind, "ON");
      const { Session } = await startWithPassword(person);
      const app = await endpoint.cognito.send(new AssociateSoftwareTokenCommand({ Session }));
      const verified = await endpoint.cognito.send(
        new VerifySoftwareTokenCommand({ Session: app.Session, UserCode: nextCode(defined(app.SecretCode)) }),
      );
      const challenge = { ChallengeName: "MFA_SETUP", Session: verified.Session, answer: {} } as const;
      await expect(respond(person.pool, challenge, other.username)).rejects.toMatchObject(refused);
      expect(await respond(person.pool, challenge, defined(person.names[index]))).toEqual(accepted);
    }
  });

  it("an administrator's PASSWORD_VERIFIER takes every name too", async () => {
    const person = await createPerson(kind);
    const app = { UserPoolId: person.pool.poolId, ClientId: person.pool.clientId };
    for (const typed of person.names) {
      const srp = createSrpClient();
      const SECRET_HASH = secretHash(person.pool, typed);
      const { ChallengeParameters } = await endpoint.cognito.send(
        new AdminInitiateAuthCommand({
          ...app,
          AuthFlow: "USER_SRP_AUTH",
          AuthParameters: { USERNAME: typed, SRP_A: srp.SRP_A, SECRET_HASH },
        }),
      );
      const proof = srp.respond(person.pool.poolId, defined(ChallengeParameters), password, endpoint.now());
      const { AuthenticationResult } = await endpoint.cognito.send(
        new AdminRespondToAuthChallengeCommand({
          ...app,
          ChallengeName: "PASSWORD_VERIFIER",
          ChallengeResponses: { ...proof, USERNAME: typed, SECRET_HASH },
        }),
      );
      expect(AuthenticationResult).toBeDefined();
    }
  });
});

/** What a response reveals: the error, or the next challenge with the names of its parameters. */
async function outcomeOf(response: Promise<InitiateAuthCommandOutput>) {
  try {
    const { ChallengeName, ChallengeParameters = {} } = await response;
    return { ChallengeName, parameters: Object.keys(ChallengeParameters).toSorted() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { name: error.name, message: error.message };
  }
}

/** Challenges that users who do not exist get too, with an answer that is wrong for everybody. */
const simulatable: Record<string, (pool: TestPool, name: string) => Promise<Challenge>> = {
  PASSWORD_VERIFIER: (pool, name) => startSrp(pool, name, "Wrong-Horse-9"),
  SELECT_CHALLENGE: (pool, name) => startByChoice(pool, name, "", { ANSWER: "EMAIL_OTP" }),
  PASSWORD: (pool, name) => startByChoice(pool, name, "PASSWORD", { PASSWORD: "Wrong-Horse-9" }),
  PASSWORD_SRP: (pool, name) => startByChoice(pool, name, "PASSWORD_SRP", { SRP_A: createSrpClient().SRP_A }),
  EMAIL_OTP: (pool, name) => startByChoice(pool, name, "EMAIL_OTP", { EMAIL_OTP_CODE: "00000000" }),
};

/** The `USER_ID_FOR_SRP` of a name, which stands for the same user. */
async function userIdOf(pool: TestPool, name: string): Promise<string> {
  const { ChallengeParameters } = await start(pool, "USER_SRP_AUTH", name, {
    SRP_A: createSrpClient().SRP_A,
  });
  return defined(ChallengeParameters?.["USER_ID_FOR_SRP"]);
}

describe.each(["addresses as usernames", "aliases"])(
  "a user who does not exist, in a pool with %s",
  (kind) => {
    it.each(Object.keys(simulatable))(
      "answers %s like one who does, by every name",
      async (challengeName) => {
        onlyLocally("it is unknown how Cognito simulates every challenge");
        const person = await createPerson(kind);
        const { pool } = person;
        const begin = defined(simulatable[challengeName]);
        const [known, unknown] = [person.email, newEmail()];
        const answers = async (email: string) => {
          const names = [
            email,
            email.toUpperCase(),
            await userIdOf(pool, email),
            newEmail(),
            `nobody-${email}`,
          ];
          const outcomes = [];
          for (const name of names)
            outcomes.push(await outcomeOf(respond(pool, await begin(pool, email), name)));
          return outcomes;
        };
        expect(await answers(unknown)).toEqual(await answers(known));
      },
    );

    it("has one user id, one salt and one lockout, by every name", async () => {
      onlyLocally("it is unknown how Cognito simulates a user id");
      const { pool, email: known } = await createPerson(kind);
      for (const email of [known, newEmail()]) {
        const id = await userIdOf(pool, email);
        const parametersOf = async (name: string) => {
          const { SALT, USER_ID_FOR_SRP } =
            (await start(pool, "USER_SRP_AUTH", name, { SRP_A: createSrpClient().SRP_A }))
              .ChallengeParameters ?? {};
          return { SALT, USER_ID_FOR_SRP };
        };
        const expected = await parametersOf(email);
        expect(id).not.toContain("@");
        expect(await parametersOf(email.toUpperCase())).toEqual(expected);
        expect(await parametersOf(id)).toEqual(expected);
        for (const name of [email, id, email.toUpperCase(), id, email]) {
          const attempt = start(pool, "USER_PASSWORD_AUTH", name, { PASSWORD: "Wrong-Horse-9" });
          await expect(attempt).rejects.toMatchObject({ message: "Incorrect username or password." });
        }
        await expect(
          start(pool, "USER_PASSWORD_AUTH", id, { PASSWORD: "Wrong-Horse-9" }),
        ).rejects.toMatchObject({ message: "Password attempts exceeded" });
      }
    });
  },
);
