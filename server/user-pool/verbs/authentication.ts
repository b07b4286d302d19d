import type {
  AuthenticationResultType,
  InitiateAuthCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { isRecord } from "../../lib/is-record.ts";
import { type PoolProfile, toProfile } from "../provisioning/pool-profile.ts";
import { toUserPoolError } from "../user-pool-error.ts";

/** The tokens of one sign-in. */
export type Tokens = {
  accessToken: string;
  /** Absent after a refresh where refresh tokens do not rotate. */
  refreshToken: string | undefined;
  /** What the ID token says of the account. It comes from the pool itself, so its signature is not looked at. */
  profile: PoolProfile;
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
  /** The second factors to choose from, in Cognito's names; only of SELECT_MFA_TYPE. */
  factors: string[];
  /** The masked address that a code was sent to; only of EMAIL_OTP. */
  codeDestination: string | undefined;
};

/** Reads what InitiateAuth and RespondToAuthChallenge answer. */
export function toAuthentication(output: InitiateAuthCommandOutput, username: string): Authentication {
  if (output.AuthenticationResult) return { kind: "tokens", tokens: toTokens(output.AuthenticationResult) };
  const parameters = output.ChallengeParameters ?? {};
  return {
    kind: "challenge",
    name: output.ChallengeName ?? "",
    session: output.Session ?? "",
    username: parameters["USER_ID_FOR_SRP"] ?? username,
    requiredAttributes: toNames(parameters["requiredAttributes"]).map((name) =>
      name.replace(/^userAttributes\./, ""),
    ),
    factors: toNames(parameters["MFAS_CAN_CHOOSE"]),
    codeDestination: parameters["CODE_DELIVERY_DESTINATION"],
  };
}

export function toTokens(result: AuthenticationResultType | undefined): Tokens {
  if (!result?.AccessToken || !result.IdToken)
    throw toUserPoolError(new Error("Cognito answered without tokens."));
  return {
    accessToken: result.AccessToken,
    refreshToken: result.RefreshToken,
    profile: toProfile((name) => claimsOf(result.IdToken ?? "")[name]),
  };
}

/** The payload of a JWT. */
function claimsOf(token: string): Record<string, unknown> {
  const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  return isRecord(claims) ? claims : {};
}

/** A list of names, which Cognito sends as JSON. */
function toNames(json: string | undefined): string[] {
  const names: unknown = JSON.parse(json ?? "[]");
  return Array.isArray(names) ? names.map(String) : [];
}
