import { randomInt } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { invalidParameter, UserPoolException } from "../protocol/exceptions.ts";
import { toTimestamp } from "../protocol/timestamp.ts";
import { appClients } from "../tables/app-clients-table.ts";
import type { AppClient, ClientSecret } from "../tables/app-clients-table.ts";
import type { Database } from "../tables/database-schema.ts";
import { clientNotFound } from "./app-clients.ts";

const maxSecrets = 2;

/** A new secret, generated unless it is given. Its id is `<client id>--<milliseconds since 1970>`, as at AWS. */
export function createClientSecret(clientId: string, value: string | undefined, now: Date): ClientSecret {
  const createdAt = now.getTime();
  return { id: `${clientId}--${createdAt}`, value: value ?? randomAlphanumeric(51), createdAt };
}

/**
 * Adds the second secret of a confidential app client, so that the first can be replaced while both are valid.
 *
 * @throws UserPoolException InvalidParameterException for a public client; LimitExceededException for a third one
 */
export async function addClientSecret(
  database: Database,
  poolId: string,
  clientId: string,
  value: string | undefined,
  now: Date,
) {
  const added = await changeSecrets(database, poolId, clientId, now, ({ secrets }) => {
    if (secrets.length === 0) throw invalidParameter("The client has no client secret.");
    if (secrets.length >= maxSecrets) {
      throw new UserPoolException("LimitExceededException", "A client has two client secrets at most.");
    }
    const latest = Math.max(...secrets.map(({ createdAt }) => createdAt));
    // The id has the time: two secrets of one millisecond would share it.
    const secret = createClientSecret(clientId, value, new Date(Math.max(now.getTime(), latest + 1)));
    return { secrets: [...secrets, secret], result: secret };
  });
  return { descriptor: toDescriptor(added), value: added.value };
}

/** @throws UserPoolException ResourceNotFoundException; InvalidParameterException for the last one */
export async function deleteClientSecret(
  database: Database,
  poolId: string,
  clientId: string,
  secretId: string,
  now: Date,
): Promise<void> {
  await changeSecrets(database, poolId, clientId, now, ({ secrets }) => {
    const kept = secrets.filter(({ id }) => id !== secretId);
    if (kept.length === secrets.length) {
      throw new UserPoolException("ResourceNotFoundException", "Client secret does not exist.");
    }
    if (kept.length === 0) throw invalidParameter("The last client secret cannot be deleted.");
    return { secrets: kept, result: undefined };
  });
}

async function changeSecrets<T>(
  database: Database,
  poolId: string,
  clientId: string,
  now: Date,
  change: (client: AppClient) => { secrets: ClientSecret[]; result: T },
): Promise<T> {
  return await database.transaction(async (tx) => {
    const [client] = await tx
      .select()
      .from(appClients)
      .where(and(eq(appClients.id, clientId), eq(appClients.poolId, poolId)))
      .for("update");
    if (!client) throw clientNotFound(clientId);
    const { secrets, result } = change(client);
    await tx.update(appClients).set({ secrets, modifiedAt: now }).where(eq(appClients.id, clientId));
    return result;
  });
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ClientSecretDescriptorType.html */
export function toDescriptor({ id, createdAt }: ClientSecret) {
  return { ClientSecretId: id, ClientSecretCreateDate: toTimestamp(new Date(createdAt)) };
}

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Lower-case letters and digits. */
function randomAlphanumeric(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
