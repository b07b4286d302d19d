import {
  type ChallengeNameType,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type Authentication, toAuthentication } from "./authentication.ts";
import { callWithSpellings, usernameSpellings, passwordSpellings } from "./spellings.ts";
import type { FirstFactor } from "../profile/pool-profile.ts";
import { type DeviceSecret, startDeviceProof } from "../device-srp.ts";
import { isRefusal, UserPoolError } from "../user-pool-error.ts";
import { callPool, authParameters, type PoolConnection } from "../pool-connection.ts";

/** First factors that a sign-in begins with in place of a password. */
export type PasswordlessFactor = Exclude<FirstFactor, "PASSWORD">;

/** Challenges that a pool sends in place of a password that it did not take: the account has none. */
const insteadOfPassword = new Set(["SELECT_CHALLENGE", "PASSWORD", "PASSWORD_SRP", "WEB_AUTHN", "SMS_OTP"]);

/** A remembered device, and the time of its proof, which the pool checks. */
export type DeviceProof = { secret: DeviceSecret; now: Date };

/** What every answer to a challenge contains. */
export type ChallengeOwner = { username: string; session: string };

/** The first request of a sign-in by a password, in the flow that the app client allows. */
export function signInCommand(
  { client, profile }: Pick<PoolConnection, "client" | "profile">,
  username: string,
  PASSWORD: string,
  device?: DeviceProof,
): InitiateAuthCommand {
  const AuthFlow = profile().passwordFlow ?? "USER_PASSWORD_AUTH";
  const preferred = AuthFlow === "USER_AUTH" && { PREFERRED_CHALLENGE: "PASSWORD" };
  return new InitiateAuthCommand({
    ClientId: client.clientId,
    AuthFlow,
    AuthParameters: authParameters({ client }, username, {
      PASSWORD,
      ...preferred,
      ...(device && { DEVICE_KEY: device.secret.key }),
    }),
  });
}

/** Sign-in: by a password or after a confirmation, followed by the answers to the pool's challenges. */
export function signInVerbs(connection: PoolConnection) {
  const { cognito, client } = connection;

  async function respond(
    name: ChallengeNameType,
    { username, session }: ChallengeOwner,
    responses: Record<string, string>,
  ): Promise<Authentication> {
    const output = await callPool(
      cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId: client.clientId,
          ChallengeName: name,
          Session: session,
          ChallengeResponses: authParameters(connection, username, responses),
        }),
      ),
    );
    return toAuthentication(output, username);
  }

  /** Proves a remembered device in place of the second factor. DEVICE_UNKNOWN if the pool refuses. */
  async function proveDevice(
    { username, session }: ChallengeOwner,
    { secret, now }: DeviceProof,
  ): Promise<Authentication> {
    const proof = startDeviceProof(secret);
    const send = async (
      ChallengeName: ChallengeNameType,
      Session: string | undefined,
      responses: Record<string, string>,
    ) =>
      await callPool(
        cognito.send(
          new RespondToAuthChallengeCommand({
            ClientId: client.clientId,
            ChallengeName,
            Session,
            ChallengeResponses: authParameters(connection, username, {
              DEVICE_KEY: secret.key,
              ...responses,
            }),
          }),
        ),
      );
    try {
      const asked = await send("DEVICE_SRP_AUTH", session, { SRP_A: proof.clientPublic });
      const { SALT = "", SRP_B = "", SECRET_BLOCK = "" } = asked.ChallengeParameters ?? {};
      const exchange = { salt: SALT, serverPublic: SRP_B, secretBlock: SECRET_BLOCK };
      const { timestamp, signature } = proof.prove(exchange, now);
      const output = await send("DEVICE_PASSWORD_VERIFIER", asked.Session, {
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signature,
        TIMESTAMP: timestamp,
      });
      return toAuthentication(output, username);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      throw new UserPoolError("DEVICE_UNKNOWN", undefined, error);
    }
  }

  return {
    /**
     * Signs in with a password.
     *
     * @param credentials.device a remembered device, which stands in place of the second factor. DEVICE_UNKNOWN if the pool
     *   does not accept it: the password is right then.
     */
    async signIn({
      username: name,
      password,
      device,
    }: {
      username: string;
      password: string;
      device?: DeviceProof | undefined;
    }): Promise<Authentication> {
      const credentials = usernameSpellings(name).flatMap((username) =>
        passwordSpellings(password).map((PASSWORD) => ({ username, PASSWORD })),
      );
      return await callWithSpellings(credentials, async ({ username, PASSWORD }) => {
        const output = await callPool(cognito.send(signInCommand(connection, username, PASSWORD, device)));
        if (insteadOfPassword.has(output.ChallengeName ?? ""))
          throw new UserPoolError("NOT_AUTHORIZED", undefined, new Error("The account has no password."));
        const authentication = toAuthentication(output, username);
        return device && authentication.kind === "challenge" && authentication.name === "DEVICE_SRP_AUTH"
          ? await proveDevice(authentication, device)
          : authentication;
      });
    },

    /**
     * Starts a sign-in by a first factor other than a password. For an account that does not have it, or does not exist, the
     * pool responds with another challenge, or pretends.
     *
     * @param username in the pool's spelling, see `spellingOf`.
     */
    async startFirstFactor({
      username,
      factor,
    }: {
      username: string;
      factor: PasswordlessFactor;
    }): Promise<Authentication> {
      const output = await callPool(
        cognito.send(
          new InitiateAuthCommand({
            ClientId: client.clientId,
            ...(factor === "CUSTOM_CHALLENGE"
              ? { AuthFlow: "CUSTOM_AUTH", AuthParameters: authParameters(connection, username, {}) }
              : {
                  AuthFlow: "USER_AUTH",
                  AuthParameters: authParameters(connection, username, { PREFERRED_CHALLENGE: factor }),
                }),
          }),
        ),
      );
      return toAuthentication(output, username);
    },

    /** Answers WEB_AUTHN. NOT_AUTHORIZED if the pool does not accept the credential. */
    async answerPasskeyChallenge(owner: ChallengeOwner, credential: object): Promise<Authentication> {
      return await respond("WEB_AUTHN", owner, { CREDENTIAL: JSON.stringify(credential) });
    },

    /** Signs in with the session of `confirmSignUp`, without a password: the code was the proof. */
    async signInAfterConfirmation(proof: { username: string; session: string }): Promise<Authentication> {
      const output = await callPool(
        cognito.send(
          new InitiateAuthCommand({
            ClientId: client.clientId,
            AuthFlow: "USER_AUTH",
            AuthParameters: authParameters(connection, proof.username, {}),
            Session: proof.session,
          }),
        ),
      );
      return toAuthentication(output, proof.username);
    },

    /** Answers NEW_PASSWORD_REQUIRED with a new password and the attributes that the account lacks. */
    async answerNewPasswordChallenge(
      owner: ChallengeOwner,
      { newPassword, attributes }: { newPassword: string; attributes: Record<string, string> },
    ): Promise<Authentication> {
      const given = Object.entries(attributes).map(([name, value]) => [`userAttributes.${name}`, value]);
      return await respond("NEW_PASSWORD_REQUIRED", owner, {
        NEW_PASSWORD: newPassword,
        ...Object.fromEntries(given),
      });
    },

    /** Answers SOFTWARE_TOKEN_MFA with a code of the authenticator app. */
    async answerTotpChallenge(owner: ChallengeOwner, code: string): Promise<Authentication> {
      return await respond("SOFTWARE_TOKEN_MFA", owner, { SOFTWARE_TOKEN_MFA_CODE: code });
    },

    /** Answers a challenge with the code that the pool sent by mail or SMS. */
    async answerCodeChallenge(
      name: "EMAIL_OTP" | "SMS_MFA" | "SMS_OTP",
      owner: ChallengeOwner,
      code: string,
    ): Promise<Authentication> {
      return await respond(name, owner, { [`${name}_CODE`]: code });
    },

    /** Answers CUSTOM_CHALLENGE; another one may follow, also because the answer was wrong. */
    async answerCustomChallenge(owner: ChallengeOwner, answer: string): Promise<Authentication> {
      return await respond("CUSTOM_CHALLENGE", owner, { ANSWER: answer });
    },

    /** Answers SELECT_MFA_TYPE; the challenge of the chosen factor follows. */
    async answerFactorChoice(owner: ChallengeOwner, factor: string): Promise<Authentication> {
      return await respond("SELECT_MFA_TYPE", owner, { ANSWER: factor });
    },

    /** Answers MFA_SETUP with the session that `verifyTotp` returned. */
    async answerMfaSetupChallenge(owner: ChallengeOwner): Promise<Authentication> {
      return await respond("MFA_SETUP", owner, {});
    },
  };
}
