import { createHash, randomBytes, randomUUID } from "node:crypto";
import { createDeviceMetadata, tracksDevices } from "../devices/device-tracking.ts";
import type { NewDeviceMetadata } from "../devices/device-tracking.ts";
import type { AppClientWithPool } from "../pools/app-clients.ts";
import { issuerOf } from "../pools/user-pools.ts";
import { tokenLifetimes } from "../settings/client-settings.ts";
import type { AppClient } from "../tables/app-clients-table.ts";
import type { Database } from "../tables/database-schema.ts";
import { refreshTokens } from "../tables/refresh-tokens-table.ts";
import { signIns } from "../tables/sign-ins-table.ts";
import type { SignIn } from "../tables/sign-ins-table.ts";
import type { User } from "../tables/users-table.ts";
import { isReadable } from "../users/attributes.ts";
import { findGroupConfiguration, groupClaims, roleClaims } from "./group-claims.ts";
import { signJwt } from "./jwt.ts";
import type { Claims } from "./jwt.ts";
import { endOldestSessions } from "./sessions.ts";
import { loadSigningKeys } from "./signing-keys.ts";
import { changeAccessClaims, changeIdClaims, changeScopes } from "./token-changes.ts";
import type { TokenChanges } from "./token-changes.ts";
import { hashToken } from "./token-hash.ts";

/** The scope of tokens that the API issues. It permits the self-service operations. */
export const userAdminScope = "aws.cognito.signin.user.admin";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AuthenticationResultType.html */
export type AuthenticationResult = {
  AccessToken: string;
  /** Absent where OAuth 2.0 granted no openid. */
  IdToken?: string;
  RefreshToken?: string;
  ExpiresIn: number;
  TokenType: "Bearer";
  /** The keys of a device that the pool does not know yet. */
  NewDeviceMetadata?: NewDeviceMetadata;
};

/** A sign-in whose tokens are not signed yet. */
export type StartedSignIn = {
  signIn: SignIn;
  RefreshToken: string;
  NewDeviceMetadata: NewDeviceMetadata | undefined;
};

/**
 * Creates a sign-in and its first refresh token.
 *
 * @param knownDevice the key of the confirmed device. Without one, a pool that tracks devices names a new one.
 */
export async function createSignIn(
  tx: Database,
  app: AppClientWithPool,
  user: User,
  now: Date,
  lastAddress: string,
  knownDevice: string | undefined,
): Promise<StartedSignIn> {
  const isNew = knownDevice === undefined && tracksDevices(app.pool);
  const newDevice = isNew ? createDeviceMetadata(app.pool) : undefined;
  const signIn = await insertSignIn(tx, app, user, {
    scope: null,
    lastAddress,
    deviceKey: knownDevice ?? newDevice?.DeviceKey ?? null,
    deviceGroupKey: newDevice?.DeviceGroupKey ?? null,
    authTime: now,
    now,
  });
  return { signIn, RefreshToken: await issueRefreshToken(tx, signIn), NewDeviceMetadata: newDevice };
}

/** Creates a sign-in, whose refresh tokens expire after the app client's lifetime. */
export async function insertSignIn(
  tx: Database,
  { client, pool }: AppClientWithPool,
  user: User,
  {
    now,
    ...values
  }: Pick<SignIn, "scope" | "authTime"> &
    Partial<Pick<SignIn, "deviceKey" | "deviceGroupKey" | "lastAddress">> & { now: Date },
): Promise<SignIn> {
  const { refreshSeconds } = tokenLifetimes(client.settings);
  const row: SignIn = {
    id: randomUUID(),
    originJti: randomUUID(),
    clientId: client.id,
    userId: user.id,
    deviceKey: null,
    deviceGroupKey: null,
    lastAddress: null,
    lastActiveAt: null,
    feedback: null,
    ...values,
    expiresAt: new Date(now.getTime() + refreshSeconds * 1000),
    revokedAt: null,
  };
  await tx.insert(signIns).values(row);
  await endOldestSessions(tx, pool, user, now);
  return row;
}

/** Issues a refresh token, of which only the hash is stored. */
export async function issueRefreshToken(tx: Database, { id }: SignIn): Promise<string> {
  const token = randomRefreshToken();
  await tx.insert(refreshTokens).values({ tokenHash: hashToken(token), signInId: id });
  return token;
}

/** The scopes of the access token of a sign-in, before a trigger changes them. */
export function scopesOfSignIn({ scope }: Pick<SignIn, "scope">): string[] {
  return (scope ?? userAdminScope).split(" ");
}

/**
 * Signs an access token and an ID token for a sign-in.
 *
 * @param changes what the pre-token-generation trigger changes.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
 */
export async function issueTokens(
  database: Database,
  { client, pool }: AppClientWithPool,
  user: User,
  signIn: SignIn,
  now: Date,
  changes: TokenChanges,
  { nonce }: { nonce?: string | null | undefined } = {},
): Promise<AuthenticationResult> {
  const { id, originJti, authTime, scope } = signIn;
  const keys = await loadSigningKeys(database, pool.id);
  const groups = changes.groups ?? (await findGroupConfiguration(database, user.id));
  const { accessSeconds, idSeconds } = tokenLifetimes(client.settings);
  const issuedAt = toSeconds(now);
  const shared = {
    sub: user.id,
    ...groupClaims(groups),
    iss: issuerOf(pool.id),
    ...(client.settings.EnableTokenRevocation && { origin_jti: originJti }),
    event_id: id,
    auth_time: toSeconds(authTime),
    iat: issuedAt,
  };
  const accessClaims = {
    ...shared,
    client_id: client.id,
    token_use: "access",
    scope: changeScopes(scopesOfSignIn(signIn), changes).join(" "),
    ...(scope !== null && { version: 2 }),
    exp: issuedAt + accessSeconds,
    jti: randomUUID(),
    username: user.username,
  };
  const accessToken = signJwt(keys.access, changeAccessClaims(accessClaims, changes, client.id));
  const result = { AccessToken: accessToken, ExpiresIn: accessSeconds, TokenType: "Bearer" as const };
  const scopes = scope?.split(" ");
  if (scopes && !scopes.includes("openid")) return result;
  const idClaims = {
    ...shared,
    ...roleClaims(groups),
    ...claimsFor(user, client, scopes),
    ...(scopes && { at_hash: hashHalf(accessToken) }),
    ...(nonce && { nonce }),
    "cognito:username": user.username,
    aud: client.id,
    token_use: "id",
    exp: issuedAt + idSeconds,
    jti: randomUUID(),
  };
  return { ...result, IdToken: signJwt(keys.id, changeIdClaims(idClaims, changes)) };
}

/** https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken */
function hashHalf(accessToken: string): string {
  return createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url");
}

/** The attributes that a scope of OpenID Connect stands for; `profile` and `openid` alone stand for all. */
const attributesOf: Record<string, string[]> = {
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_number_verified"],
};

/**
 * The attributes of a user that an app client may read, as claims.
 *
 * @param scopes those that OAuth 2.0 granted; undefined: a sign-in by the API.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
export function claimsFor(user: User, client: AppClient, scopes: string[] | undefined): Claims {
  const narrow = scopes?.flatMap((scope) => attributesOf[scope] ?? []) ?? [];
  const isGranted = (name: string) =>
    narrow.length === 0 ||
    scopes?.includes("profile") === true ||
    narrow.includes(name) ||
    name === "identities";
  return attributeClaims(user, (name) => isReadable(client, name) && isGranted(name));
}

/** Claims are strings, except those that OpenID Connect Core section 5.1 gives another type. */
function attributeClaims(user: User, isIncluded: (name: string) => boolean): Claims {
  const included = Object.entries(user.attributes).filter(([name]) => isIncluded(name));
  return Object.fromEntries(
    included.map(([name, value]): [string, unknown] => {
      if (name === "email_verified" || name === "phone_number_verified") return [name, value === "true"];
      if (name === "identities") return [name, toIdentityClaims(value)];
      if (name === "address") return [name, { formatted: value }];
      if (name === "updated_at") return [name, Number(value)];
      return [name, value];
    }),
  );
}

/** The attribute has JSON; the members of the claim are all strings. */
function toIdentityClaims(json: string): unknown {
  const identities: unknown = JSON.parse(json);
  if (!Array.isArray(identities)) return [];
  return identities.map((identity: { primary: boolean; dateCreated: number }) => ({
    ...identity,
    primary: String(identity.primary),
    dateCreated: String(identity.dateCreated),
  }));
}

function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

const jweHeader = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString("base64url");

/** A random token in the form of Cognito's refresh tokens: a JWE in five parts of the same length. */
function randomRefreshToken(): string {
  const parts = [256, 12, 1000, 16].map((length) => randomBytes(length).toString("base64url"));
  return [jweHeader, ...parts].join(".");
}
