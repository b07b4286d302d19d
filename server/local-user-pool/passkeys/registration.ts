import { randomBytes } from "node:crypto";
import type { AppClientWithPool } from "../pools/app-clients.ts";
import { UserPoolException } from "../protocol/exceptions.ts";
import {
  belongsTo,
  consumeAuthSession,
  createAuthSession,
  requireAuthSession,
} from "../sign-in/sessions/auth-sessions.ts";
import type { AuthSession } from "../sign-in/sessions/auth-sessions.ts";
import type { SignInContext } from "../sign-in/sessions/sign-in-context.ts";
import type { User } from "../tables/users-table.ts";
import { lockUser } from "../users/users.ts";
import { countPasskeys, insertPasskey, listPasskeys, maxPasskeys } from "./passkeys.ts";
import { isOriginOf, requirePasskeys } from "./relying-party.ts";
import { invalidCredential, readClientData } from "./responses.ts";
import type { RegistrationResponse } from "./responses.ts";
import { algorithms, verifyRegistration } from "./verification.ts";

/** How long a browser waits for the person, in milliseconds. */
const timeout = 60_000;

/** The length of Cognito's challenges. */
const challengeBytes = 16;

export function randomChallenge(): string {
  return randomBytes(challengeBytes).toString("base64url");
}

/** The `user.id` of a user's passkeys, base64url: their `sub` as text. */
export function userHandleOf({ id }: Pick<User, "id">): string {
  return Buffer.from(id).toString("base64url");
}

type RegistrationContext = Pick<SignInContext, "database" | "now">;

/**
 * Starts the registration of a passkey.
 *
 * @returns the options for `navigator.credentials.create`, as JSON.
 * @throws UserPoolException WebAuthnNotEnabledException, LimitExceededException
 * @see https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialcreationoptionsjson
 */
export async function startRegistration(
  { database, now }: RegistrationContext,
  app: AppClientWithPool,
  user: User,
): Promise<object> {
  const { id, userVerification } = requirePasskeys(app.pool);
  const registered = await listPasskeys(database, user);
  if (registered.length >= maxPasskeys) throw tooManyPasskeys();
  const challenge = randomChallenge();
  await createAuthSession(database, app, user, { waitsFor: "PASSKEY_REGISTRATION" }, now, challenge);
  const name = nameOf(user);
  return {
    rp: { id, name: id },
    user: { id: userHandleOf(user), name, displayName: name },
    challenge,
    timeout,
    pubKeyCredParams: Object.values(algorithms).map((alg) => ({ type: "public-key", alg })),
    excludeCredentials: registered.map(({ credentialId }) => ({ type: "public-key", id: credentialId })),
    authenticatorSelection: { requireResidentKey: true, residentKey: "required", userVerification },
  };
}

/** The name that a browser shows beside the passkey. In a pool with UsernameAttributes the username is a `sub`. */
function nameOf({ id, username, attributes }: User): string {
  return username === id ? (attributes["email"] ?? attributes["phone_number"] ?? username) : username;
}

/**
 * Completes a registration, with the app client that started it.
 *
 * @throws UserPoolException WebAuthnNotEnabledException, WebAuthnChallengeNotFoundException,
 * WebAuthnClientMismatchException, WebAuthnOriginNotAllowedException, LimitExceededException, and all that
 * `verifyRegistration` throws
 */
export async function completeRegistration(
  context: RegistrationContext,
  app: AppClientWithPool,
  user: User,
  credential: RegistrationResponse,
): Promise<void> {
  const { pool } = app;
  const relyingParty = requirePasskeys(pool);
  const clientData = readClientData(credential);
  const session = await requireRegistration(context, app, user, clientData.challenge);
  if (!isOriginOf(relyingParty, clientData)) {
    throw new UserPoolException(
      "WebAuthnOriginNotAllowedException",
      `The origin of the page does not belong to the relying party ${relyingParty.id}.`,
    );
  }
  const key = await verifyRegistration(relyingParty, clientData, credential);
  await context.database.transaction(async (tx) => {
    await lockUser(tx, user.id);
    if ((await countPasskeys(tx, user)) >= maxPasskeys) throw tooManyPasskeys();
    await consumeAuthSession(tx, session, context.now).catch(toChallengeNotFound);
    const isNew = await insertPasskey(tx, {
      ...key,
      poolId: pool.id,
      userId: user.id,
      relyingPartyId: relyingParty.id,
      transports: credential.response.transports ?? [],
      attachment: credential.authenticatorAttachment ?? null,
      createdAt: context.now,
    });
    if (!isNew) throw invalidCredential();
  });
}

/** @throws UserPoolException WebAuthnChallengeNotFoundException, WebAuthnClientMismatchException */
async function requireRegistration(
  context: RegistrationContext,
  { client }: AppClientWithPool,
  user: User,
  challenge: string,
): Promise<AuthSession> {
  const session = await requireAuthSession(context, challenge, "PASSKEY_REGISTRATION").catch(
    toChallengeNotFound,
  );
  if (!belongsTo(session, user)) throw challengeNotFound();
  if (session.clientId !== client.id) {
    throw new UserPoolException(
      "WebAuthnClientMismatchException",
      "The registration was started with another app client.",
    );
  }
  return session;
}

function toChallengeNotFound(error: unknown): never {
  throw error instanceof UserPoolException ? challengeNotFound() : error;
}

function challengeNotFound() {
  return new UserPoolException(
    "WebAuthnChallengeNotFoundException",
    "The challenge does not exist, was used before, or has expired: start the registration again.",
  );
}

function tooManyPasskeys() {
  return new UserPoolException("LimitExceededException", `A user has ${maxPasskeys} passkeys at most.`);
}
