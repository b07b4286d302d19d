import {
  AdminGetUserCommand,
  CreateIdentityProviderCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { openLoginBrowser } from "../../clients/login-browser.ts";
import { createClient, createPool, defined } from "./builders.ts";
import type { EndpointUnderTest } from "./endpoint-under-test.ts";

export const redirectUri = "https://app.example.com/callback";

/** People of the stub provider, as its page names them. */
export const amira = "Amira Haddad (amira@example.com)";
export const uma = "Uma Unverified (uma@example.com, not verified)";

const mapping = { email: "email", email_verified: "email_verified", given_name: "given_name" };

type Setup = { type?: "OIDC" | "Google" | "SAML"; issuer?: string; details?: Record<string, string> };

/** An app client of a pool with a provider. */
export type App = { poolId: string; name: string; clientId: string };

export function errorOf(back: URL): (string | null)[] {
  return [back.searchParams.get("error"), back.searchParams.get("error_description")];
}

/** Pools with an identity provider, and browsers that go through it. */
export function federatedApps(endpoint: () => EndpointUnderTest) {
  /** A pool with one provider, and an app client that has it. */
  async function setUp(
    { type = "OIDC", issuer, details = {} }: Setup = {},
    attributeMapping = mapping as object,
  ) {
    const { poolId } = await createPool(endpoint(), { pool: {} });
    const name = type === "OIDC" ? "Corp" : type;
    await endpoint().cognito.send(
      new CreateIdentityProviderCommand({
        UserPoolId: poolId,
        ProviderName: name,
        ProviderType: type,
        IdpIdentifiers: ["corp.example"],
        AttributeMapping: attributeMapping as Record<string, string>,
        ProviderDetails: {
          client_id: "the-pool",
          client_secret: "stub",
          authorize_scopes: "openid email profile",
          ...(type === "SAML" && { MetadataURL: "https://idp.example/metadata" }),
          ...(type === "OIDC" && {
            attributes_request_method: "GET",
            oidc_issuer: issuer ?? `${endpoint().url}/stub-provider`,
          }),
          ...details,
        },
      }),
    );
    const client = await createClient(endpoint(), poolId, {
      ClientName: "federated",
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "email", "aws.cognito.signin.user.admin"],
      CallbackURLs: [redirectUri],
      SupportedIdentityProviders: ["COGNITO", name],
    });
    return { poolId, name, clientId: defined(client.ClientId) };
  }

  const authorizeUrl = (clientId: string, parameters: Record<string, string>) =>
    `${endpoint().url}/oauth2/authorize?${new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: "code",
      state: "of the app",
      ...parameters,
    })}`;

  /** Goes through the provider, and back to the app. */
  async function goThrough(
    { name, clientId }: App,
    fields: Record<string, string>,
    browser = openLoginBrowser(endpoint().url),
  ) {
    const page = await browser.open(authorizeUrl(clientId, { identity_provider: name }));
    const back = page instanceof URL ? page : await browser.submit(page, fields);
    if (!(back instanceof URL)) throw new Error(back.html);
    return back;
  }

  async function exchange(clientId: string, back: URL) {
    const response = await fetch(`${endpoint().url}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: clientId,
        redirect_uri: redirectUri,
        code: back.searchParams.get("code") ?? back.href,
      }),
    });
    return (await response.json()) as { id_token: string; access_token: string };
  }

  const getUser = async (poolId: string, Username: string) => {
    const user = await endpoint().cognito.send(new AdminGetUserCommand({ UserPoolId: poolId, Username }));
    const attributes = Object.fromEntries(
      (user.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]),
    );
    return { ...user, attributes };
  };

  return { setUp, authorizeUrl, goThrough, exchange, getUser };
}
