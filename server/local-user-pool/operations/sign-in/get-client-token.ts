import { matchesClientSecret, requireAppClient } from "../../pools/app-clients.ts";
import { invalidParameter, notAuthorized } from "../../protocol/exceptions.ts";
import { ClientId, ClientSecret } from "../../protocol/request-members.ts";
import { list, map, string, structure } from "../../protocol/shape.ts";
import { issueClientToken } from "../../tokens/client-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetClientToken.html */
export const getClientToken = defineOperation(
  structure(
    { ClientId, Secret: ClientSecret },
    { Scopes: list(string({ min: 1, max: 256 }), { max: 50 }), ClientMetadata: map(string()) },
  ),
  async (context, input) => {
    const app = await requireAppClient(context.database, input.ClientId);
    if (!app.client.settings.ExplicitAuthFlows.includes("ALLOW_CLIENT_TOKEN_AUTH")) {
      throw invalidParameter("ALLOW_CLIENT_TOKEN_AUTH flow not enabled for this client");
    }
    if (!matchesClientSecret(app.client, input.Secret)) {
      throw notAuthorized(`Unable to verify the secret of client ${app.client.id}`);
    }
    const token = await issueClientToken(context, app, input.Scopes ?? []);
    if (!token) throw invalidParameter("The client does not have one of the scopes.");
    return { ClientAuthenticationResult: token };
  },
);
