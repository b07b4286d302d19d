import { createHmac } from "node:crypto";
import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  type AuthenticationResultType,
  type CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { toUserPoolError } from "./user-pool-error.ts";

/** The tokens of one sign-in. */
export type Tokens = {
  accessToken: string;
  /** Absent after a refresh where refresh tokens do not rotate. */
  refreshToken: string | undefined;
};

/** The pool's answer to a sign-in: tokens, or one more question. */
export type Authentication = { kind: "tokens"; tokens: Tokens } | ({ kind: "challenge" } & PoolChallenge);

export type PoolChallenge = {
  /** Cognito's ChallengeName. */
  name: string;
  /** Cognito's Session; never leaves the server. */
  session: string;
  /** The name of the account to answer with. */
  username: string;
  /** Attributes that the answer must bring, e.g. `name`. */
  requiredAttributes: string[];
};

/** What the pool knows of a person. */
export type PoolProfile = {
  sub: string;
  email: string;
  emailVerified: boolean;
  name: string | undefined;
  preferredUsername: string | undefined;
};

export type UserPoolClient = { clientId: string; clientSecret: string | undefined };

export type UserPool = ReturnType<typeof openUserPool>;

/**
 * The account operations of Cruddur, over the AWS SDK: the same against Amazon Cognito and the local user pool.
 * Every one rejects with a UserPoolError.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 */
export function openUserPool(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
  { clientId, clientSecret }: UserPoolClient,
) {
  /** Base64(HMAC-SHA256(client secret, username + client id)), over the very string that is sent as username. */
  const secretHash = (username: string): string | undefined =>
    clientSecret && createHmac("sha256", clientSecret).update(username).update(clientId).digest("base64");
  const client = (username: string) => ({ ClientId: clientId, SecretHash: secretHash(username) });
  const authParameters = (username: string, rest: Record<string, string>): Record<string, string> => {
    const hash = secretHash(username);
    return { USERNAME: username, ...(hash && { SECRET_HASH: hash }), ...rest };
  };

  return {
    /** Creates an account that waits for its confirmation; the pool mails a code. */
    async signUp(account: { email: string; password: string; name: string; handle: string }): Promise<void> {
      await attempt(
        cognito.send(
          new SignUpCommand({
            ...client(account.email),
            Username: account.email,
            Password: account.password,
            UserAttributes: [
              { Name: "email", Value: account.email },
              { Name: "name", Value: account.name },
              { Name: "preferred_username", Value: account.handle },
            ],
          }),
        ),
      );
    },

    /** Confirms an account by its code. The session lets `signInOnceConfirmed` sign in; absent where the pool has none. */
    async confirmSignUp({
      email,
      code,
    }: {
      email: string;
      code: string;
    }): Promise<{ session: string | undefined }> {
      const { Session } = await attempt(
        cognito.send(new ConfirmSignUpCommand({ ...client(email), Username: email, ConfirmationCode: code })),
      );
      return { session: Session };
    },

    /** Signs in with the session of `confirmSignUp`: the mailed code was the proof, no password is asked again. */
    async signInOnceConfirmed({
      email,
      session,
    }: {
      email: string;
      session: string;
    }): Promise<Authentication> {
      return toAuthentication(
        await attempt(
          cognito.send(
            new InitiateAuthCommand({
              ClientId: clientId,
              AuthFlow: "USER_AUTH",
              AuthParameters: authParameters(email, {}),
              Session: session,
            }),
          ),
        ),
        email,
      );
    },

    async resendConfirmationCode({ email }: { email: string }): Promise<void> {
      await attempt(cognito.send(new ResendConfirmationCodeCommand({ ...client(email), Username: email })));
    },

    async signIn({ email, password }: { email: string; password: string }): Promise<Authentication> {
      return toAuthentication(
        await attempt(
          cognito.send(
            new InitiateAuthCommand({
              ClientId: clientId,
              AuthFlow: "USER_PASSWORD_AUTH",
              AuthParameters: authParameters(email, { PASSWORD: password }),
            }),
          ),
        ),
        email,
      );
    },

    /** Answers NEW_PASSWORD_REQUIRED: the person chooses a password and fills in what the account lacks. */
    async setNewPassword(answer: {
      username: string;
      session: string;
      newPassword: string;
      attributes: Record<string, string>;
    }): Promise<Authentication> {
      const attributes = Object.entries(answer.attributes).map(([name, value]) => [
        `userAttributes.${name}`,
        value,
      ]);
      return toAuthentication(
        await attempt(
          cognito.send(
            new RespondToAuthChallengeCommand({
              ClientId: clientId,
              ChallengeName: "NEW_PASSWORD_REQUIRED",
              Session: answer.session,
              ChallengeResponses: authParameters(answer.username, {
                NEW_PASSWORD: answer.newPassword,
                ...Object.fromEntries(attributes),
              }),
            }),
          ),
        ),
        answer.username,
      );
    },

    /** New tokens for a refresh token, and a new refresh token where they rotate. */
    async refresh({ refreshToken }: { refreshToken: string }): Promise<Tokens> {
      const { AuthenticationResult } = await attempt(
        cognito.send(
          new GetTokensFromRefreshTokenCommand({
            ClientId: clientId,
            ClientSecret: clientSecret,
            RefreshToken: refreshToken,
          }),
        ),
      );
      return toTokens(AuthenticationResult);
    },

    /** Ends the sign-in that a refresh token belongs to. A token that the pool does not know is no error. */
    async revoke({ refreshToken }: { refreshToken: string }): Promise<void> {
      await attempt(
        cognito.send(
          new RevokeTokenCommand({ ClientId: clientId, ClientSecret: clientSecret, Token: refreshToken }),
        ),
      );
    },

    /** Mails a code that lets the person choose a new password. */
    async forgotPassword({ email }: { email: string }): Promise<void> {
      await attempt(cognito.send(new ForgotPasswordCommand({ ...client(email), Username: email })));
    },

    async confirmForgotPassword(answer: { email: string; code: string; newPassword: string }): Promise<void> {
      await attempt(
        cognito.send(
          new ConfirmForgotPasswordCommand({
            ...client(answer.email),
            Username: answer.email,
            ConfirmationCode: answer.code,
            Password: answer.newPassword,
          }),
        ),
      );
    },

    /** The account that an access token belongs to. */
    async getProfile({ accessToken }: { accessToken: string }): Promise<PoolProfile> {
      const { UserAttributes } = await attempt(
        cognito.send(new GetUserCommand({ AccessToken: accessToken })),
      );
      const attributes = new Map(UserAttributes?.map(({ Name, Value }) => [Name, Value]));
      return {
        sub: attributes.get("sub") ?? "",
        email: attributes.get("email") ?? "",
        emailVerified: attributes.get("email_verified") === "true",
        name: attributes.get("name"),
        preferredUsername: attributes.get("preferred_username"),
      };
    },

    /** Whether an account waits for its confirmation. Needs cognito-idp:AdminGetUser. */
    async isUnconfirmed({ email }: { email: string }): Promise<boolean> {
      const { UserStatus } = await attempt(
        cognito.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: email })),
      );
      return UserStatus === "UNCONFIRMED";
    },

    /** Removes an account. Needs cognito-idp:AdminDeleteUser. */
    async delete({ email }: { email: string }): Promise<void> {
      await attempt(cognito.send(new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: email })));
    },
  };
}

async function attempt<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw toUserPoolError(error);
  }
}

function toAuthentication(output: InitiateAuthCommandOutput, username: string): Authentication {
  if (output.AuthenticationResult) return { kind: "tokens", tokens: toTokens(output.AuthenticationResult) };
  const parameters = output.ChallengeParameters ?? {};
  return {
    kind: "challenge",
    name: output.ChallengeName ?? "",
    session: output.Session ?? "",
    username: parameters["USER_ID_FOR_SRP"] ?? username,
    requiredAttributes: toRequiredAttributes(parameters["requiredAttributes"]),
  };
}

function toTokens(result: AuthenticationResultType | undefined): Tokens {
  if (!result?.AccessToken) throw toUserPoolError(new Error("Cognito answered without an access token."));
  return { accessToken: result.AccessToken, refreshToken: result.RefreshToken };
}

/** `["userAttributes.name"]` as JSON, to `["name"]`. */
function toRequiredAttributes(json: string | undefined): string[] {
  const names: unknown = JSON.parse(json ?? "[]");
  if (!Array.isArray(names)) return [];
  return names.map((name) => String(name).replace(/^userAttributes\./, ""));
}
