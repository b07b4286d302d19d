import type {
  AuthenticationResultType,
  InitiateAuthCommandOutput,
  NewDeviceMetadataType,
} from "@aws-sdk/client-cognito-identity-provider";
import { isRecord } from "../../lib/is-record.ts";
import { type AccountProfile, toProfile } from "../account-profile.ts";
import { toUserPoolError } from "../user-pool-error.ts";

/** The tokens of a sign-in. */
export type Tokens = {
  accessToken: string;
  /** Absent after a refresh if refresh tokens do not rotate. */
  refreshToken: string | undefined;
  /** The device that the sign-in is the first one of, in a pool that keeps track of them: it must be confirmed. */
  newDevice: NewDevice | undefined;
  /** From the claims of the ID token. It comes directly from the pool, so its signature is not verified. */
  profile: AccountProfile;
};

/** A device by the pool's keys. */
export type NewDevice = { key: string; groupKey: string };

/** The result of a step of a sign-in: tokens, or a challenge. */
export type Authentication = { kind: "tokens"; tokens: Tokens } | ({ kind: "challenge" } & PoolChallenge);

export type PoolChallenge = {
  /** Cognito's ChallengeName. */
  name: string;
  /** Cognito's Session. It never leaves the server. */
  session: string;
  /** The username to answer with. */
  username: string;
  /** Attributes that the answer must set, e.g. `name`. */
  requiredAttributes: string[];
  /** The second factors to choose from, by Cognito's names; of SELECT_MFA_TYPE alone. */
  factors: string[];
  /** What a browser takes to ask for a passkey; of WEB_AUTHN alone. */
  requestOptions: Record<string, unknown> | undefined;
  /** What the trigger that made the challenge tells of it; of CUSTOM_CHALLENGE alone. */
  customParameters: CustomParameter[];
  /** Of challenges that ask for a code that the pool sent. */
  sentCode: SentCode | undefined;
};

/** A public parameter of a custom challenge. */
export type CustomParameter = { name: string; value: string };

/** Where the pool sent a code, with the address masked. */
export type SentCode = { destination: string; medium: "EMAIL" | "SMS" };

/** Reads the members of CodeDeliveryDetails, or the parameters of a challenge that have the same values. */
export function toSentCode(
  destination: string | undefined,
  medium: string | undefined,
): SentCode | undefined {
  return destination === undefined ? undefined : { destination, medium: medium === "SMS" ? "SMS" : "EMAIL" };
}

/** Reads the output of InitiateAuth or RespondToAuthChallenge. */
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
    requestOptions: toRecord(parameters["CREDENTIAL_REQUEST_OPTIONS"]),
    customParameters: output.ChallengeName === "CUSTOM_CHALLENGE" ? toCustomParameters(parameters) : [],
    sentCode: toSentCode(
      parameters["CODE_DELIVERY_DESTINATION"],
      parameters["CODE_DELIVERY_DELIVERY_MEDIUM"] ??
        (output.ChallengeName?.startsWith("SMS") ? "SMS" : "EMAIL"),
    ),
  };
}

/** Without the username, which Cognito adds: it can be the account's `sub`. */
function toCustomParameters(parameters: Record<string, string>): CustomParameter[] {
  return Object.entries(parameters)
    .filter(([name]) => name !== "USERNAME" && name !== "USER_ID_FOR_SRP")
    .map(([name, value]) => ({ name, value }));
}

export function toTokens(result: AuthenticationResultType | undefined): Tokens {
  if (!result?.AccessToken || !result.IdToken)
    throw toUserPoolError(new Error("Cognito answered without tokens."));
  return {
    accessToken: result.AccessToken,
    refreshToken: result.RefreshToken,
    newDevice: toNewDevice(result.NewDeviceMetadata),
    profile: toProfile(claimsOf(result.IdToken)),
  };
}

function toNewDevice({ DeviceKey, DeviceGroupKey }: NewDeviceMetadataType = {}): NewDevice | undefined {
  if (DeviceKey === undefined || DeviceGroupKey === undefined) return undefined;
  return { key: DeviceKey, groupKey: DeviceGroupKey };
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

function toRecord(json: string | undefined): Record<string, unknown> | undefined {
  const value: unknown = JSON.parse(json ?? "null");
  return isRecord(value) ? value : undefined;
}
