import { noCredentials } from "../passwords/credentials.ts";
import { invalidParameter } from "../protocol/exceptions.ts";
import { foldCase } from "../settings/pool-settings.ts";
import type { AppClient } from "../tables/app-clients-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { checkNewAttributes, isEmailAddress, isPhoneNumber, mergeAttributes } from "./attributes.ts";
import type { Attributes } from "./attributes.ts";
import { randomSub } from "./sub.ts";

/**
 * Builds the row of a new user, without credentials. In a pool with UsernameAttributes the given username is an
 * address: it becomes an attribute, and the stored username is the `sub`.
 *
 * @param writer the app client that writes the attributes; undefined for an administrator.
 * @throws UserPoolException InvalidParameterException, NotAuthorizedException for a username of the wrong kind or
 * attributes that do not conform to the schema.
 * @see
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-usernames
 */
export function buildUser(
  pool: UserPool,
  username: string,
  attributes: Attributes,
  status: User["status"],
  now: Date,
  writer?: AppClient,
): User {
  const sub = randomSub();
  const { UsernameAttributes } = pool.settings;
  const named = UsernameAttributes?.length
    ? { username: sub, attributes: withUsernameAttribute(pool, UsernameAttributes, username, attributes) }
    : { username: checkPlainUsername(pool, username), attributes };
  return toRow(
    pool,
    sub,
    { ...named, attributes: checkNewAttributes(pool, named.attributes, writer) },
    status,
    now,
  );
}

/**
 * Builds the row of a user of an identity provider, whose username is no address in any pool.
 *
 * @throws UserPoolException InvalidParameterException for attributes that do not conform to the schema.
 */
export function buildFederatedUser(
  pool: UserPool,
  username: string,
  attributes: Attributes,
  now: Date,
): User {
  const checked = checkNewAttributes(pool, attributes);
  return toRow(pool, randomSub(), { username, attributes: checked }, "EXTERNAL_PROVIDER", now);
}

function toRow(
  pool: UserPool,
  sub: string,
  named: { username: string; attributes: Attributes },
  status: User["status"],
  now: Date,
): User {
  return {
    ...noCredentials,
    username: named.username,
    attributes: mergeAttributes({}, named.attributes),
    id: sub,
    poolId: pool.id,
    status,
    enabled: true,
    credentialGeneration: 1,
    softwareTokenMfaEnabled: false,
    emailMfaEnabled: false,
    smsMfaEnabled: false,
    webAuthnMfaEnabled: false,
    preferredMfa: null,
    createdAt: now,
    modifiedAt: now,
  };
}

function withUsernameAttribute(
  pool: UserPool,
  allowed: ("email" | "phone_number")[],
  username: string,
  attributes: Attributes,
): Attributes {
  const kind = allowed.find((each) =>
    each === "email" ? isEmailAddress(username) : isPhoneNumber(username),
  );
  if (!kind) {
    const wanted = allowed.includes("phone_number") ? "either an email or a phone number" : "an email";
    throw invalidParameter(`Username should be ${allowed.includes("email") ? wanted : "a phone number"}.`);
  }
  const given = attributes[kind];
  if (given && foldCase(pool.settings, given) !== foldCase(pool.settings, username)) {
    throw invalidParameter(`The attribute ${kind} does not match the username.`);
  }
  return { ...attributes, [kind]: username };
}

function checkPlainUsername(pool: UserPool, username: string): string {
  const aliases = pool.settings.AliasAttributes ?? [];
  if (aliases.includes("email") && isEmailAddress(username)) {
    throw invalidParameter(
      "Username cannot be of email format, since user pool is configured for email alias.",
    );
  }
  if (aliases.includes("phone_number") && isPhoneNumber(username)) {
    throw invalidParameter(
      "Username cannot be of phone number format, since user pool is configured for phone number alias.",
    );
  }
  return username;
}
