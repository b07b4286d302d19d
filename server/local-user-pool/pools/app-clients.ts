import { createHmac, timingSafeEqual } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { notAuthorized, UserPoolException } from "../protocol/exceptions.ts";
import { toTimestamp } from "../protocol/timestamp.ts";
import { appClients } from "../tables/app-clients-table.ts";
import type { AppClient, ClientSecret } from "../tables/app-clients-table.ts";
import type { Database } from "../tables/database-schema.ts";
import { userPools } from "../tables/user-pools-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";

/** An app client and its user pool. */
export type AppClientWithPool = { client: AppClient; pool: UserPool };

/** @throws UserPoolException ResourceNotFoundException */
export async function requireAppClient(database: Database, clientId: string): Promise<AppClientWithPool> {
  const found = await findAppClient(database, clientId);
  if (!found) throw clientNotFound(clientId);
  return found;
}

export async function findAppClient(
  database: Database,
  clientId: string,
): Promise<AppClientWithPool | undefined> {
  const [found] = await database
    .select({ client: appClients, pool: userPools })
    .from(appClients)
    .innerJoin(userPools, eq(userPools.id, appClients.poolId))
    .where(eq(appClients.id, clientId));
  return found;
}

/** @throws UserPoolException ResourceNotFoundException, also for a client of another pool. */
export async function requireAppClientOfPool(
  database: Database,
  poolId: string,
  clientId: string,
): Promise<AppClient> {
  const [client] = await database
    .select()
    .from(appClients)
    .where(and(eq(appClients.id, clientId), eq(appClients.poolId, poolId)));
  if (!client) throw clientNotFound(clientId);
  return client;
}

/**
 * Checks `SECRET_HASH`: Base64(HMAC-SHA256(client secret, username as sent + client id)).
 *
 * @throws UserPoolException NotAuthorizedException
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 */
export function checkSecretHash(client: AppClient, username: string, secretHash: string | undefined): void {
  if (client.secrets.length === 0) return;
  if (secretHash === undefined) {
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  }
  const given = Buffer.from(secretHash, "base64");
  const isHashBy = ({ value }: ClientSecret) => {
    const expected = hashBy(value, client, username);
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
  if (!client.secrets.some(isHashBy)) {
    throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
  }
}

/** The `SECRET_HASH` of an app client; undefined: it has no secret. */
export function secretHashOf(client: AppClient, username: string): string | undefined {
  const [secret] = client.secrets;
  return secret && hashBy(secret.value, client, username).toString("base64");
}

function hashBy(secret: string, { id }: AppClient, username: string): Buffer {
  return createHmac("sha256", secret).update(username).update(id).digest();
}

/** Whether the given secret is one of the client's; for a client without a secret, whether none is given. */
export function matchesClientSecret(client: AppClient, secret: string | undefined): boolean {
  if (secret === undefined) return client.secrets.length === 0;
  const digest = (text: string) => createHmac("sha256", client.id).update(text).digest();
  const given = digest(secret);
  return client.secrets.some(({ value }) => timingSafeEqual(digest(value), given));
}

export function clientNotFound(id: string): UserPoolException {
  return new UserPoolException("ResourceNotFoundException", `User pool client ${id} does not exist.`);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html */
export function toUserPoolClientType({ id, poolId, secrets, settings, createdAt, modifiedAt }: AppClient) {
  const [secret] = secrets;
  return {
    UserPoolId: poolId,
    ClientId: id,
    ...(secret && { ClientSecret: secret.value }),
    ...settings,
    CreationDate: toTimestamp(createdAt),
    LastModifiedDate: toTimestamp(modifiedAt),
  };
}
