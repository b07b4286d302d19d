import { toUserPoolClientType } from "../../pools/app-clients.ts";
import { createClientSecret } from "../../pools/client-secrets.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { checkProvidersExist } from "../../resources/identity-providers.ts";
import { checkScopesExist } from "../../resources/scopes.ts";
import { createClientShape, toClientSettings } from "../../settings/client-settings.ts";
import { appClients } from "../../tables/app-clients-table.ts";
import type { AppClient, ClientSecret } from "../../tables/app-clients-table.ts";
import type { Database } from "../../tables/database-schema.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export const createUserPoolClient = defineOperation(
  createClientShape,
  async ({ database, now, chosenId }, { UserPoolId, GenerateSecret, ClientSecret, ...input }) => {
    const pool = await requirePool(database, UserPoolId);
    const settings = toClientSettings(input, pool.settings.SchemaAttributes, "creating");
    await checkScopesExist(database, pool.id, settings.AllowedOAuthScopes);
    await checkProvidersExist(database, pool.id, settings.SupportedIdentityProviders);
    const hasSecret = GenerateSecret === true || ClientSecret !== undefined;
    const toSecrets = (id: string) => (hasSecret ? [createClientSecret(id, ClientSecret, now)] : []);
    const client = await insertClient(database, chosenId, toSecrets, {
      poolId: pool.id,
      settings,
      createdAt: now,
      modifiedAt: now,
    });
    return { UserPoolClient: toUserPoolClientType(client) };
  },
);

/** Inserts the client with the chosen id, which is free, or else the first free id that derives from its name. */
async function insertClient(
  database: Database,
  chosenId: string | undefined,
  toSecrets: (id: string) => ClientSecret[],
  values: Omit<AppClient, "id" | "secrets">,
): Promise<AppClient> {
  for (let attempt = 0; ; attempt++) {
    const id = chosenId ?? clientId(values.settings.ClientName, attempt);
    const [client] = await database
      .insert(appClients)
      .values({ id, secrets: toSecrets(id), ...values })
      .onConflictDoNothing()
      .returning();
    if (client) return client;
  }
}

const idLength = 26;

/**
 * Predictable, so that a front end can be configured before the pool exists: `local0public0client0000000`. Like AWS's
 * ids it has 26 lower-case letters and digits.
 */
function clientId(name: string, attempt: number): string {
  const id = `local0${name.toLowerCase().replaceAll(/[^a-z0-9]/g, "0")}`
    .slice(0, idLength)
    .padEnd(idLength, "0");
  const end = attempt === 0 ? "" : String(attempt).padStart(4, "0");
  return id.slice(0, idLength - end.length) + end;
}
