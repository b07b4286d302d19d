import { eq } from "drizzle-orm";
import { requireAppClientOfPool, toUserPoolClientType } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { checkProvidersExist } from "../../resources/identity-providers.ts";
import { checkScopesExist } from "../../resources/scopes.ts";
import { toClientSettings, updateClientShape } from "../../settings/client-settings.ts";
import { appClients } from "../../tables/app-clients-table.ts";
import { defineOperation } from "../definition/operation.ts";
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html */
export const updateUserPoolClient = defineOperation(
  updateClientShape,
  async ({ database, now }, { UserPoolId, ClientId, ...input }) => {
    const pool = await requirePool(database, UserPoolId);
    const client = await requireAppClientOfPool(database, pool.id, ClientId);
    const settings = toClientSettings(
      { ...input, ClientName: input.ClientName ?? client.settings.ClientName },
      pool.settings.SchemaAttributes,
      "updating",
    );
    await checkScopesExist(database, pool.id, settings.AllowedOAuthScopes);
    await checkProvidersExist(database, pool.id, settings.SupportedIdentityProviders);
    await database.update(appClients).set({ settings, modifiedAt: now }).where(eq(appClients.id, client.id));
    return { UserPoolClient: toUserPoolClientType({ ...client, settings, modifiedAt: now }) };
  },
);
