import {
  type CognitoIdentityProviderClient,
  CreateIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  ListIdentityProvidersCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { callbackPath } from "../auth/providers/provider-paths.ts";
import { userScope } from "../user-pool/tokens/access-token-claims.ts";

/** The provider that the stub plays. */
const ProviderName = "Google";

/**
 * Gives the API's app client of a local pool the provider that the stub plays, or takes it away, so that no link leads to a
 * provider that nobody plays.
 *
 * @param apiOrigin where browsers reach the API.
 */
export async function setLocalProviders(
  cognito: CognitoIdentityProviderClient,
  { userPoolId: UserPoolId, clientId: ClientId }: { userPoolId: string; clientId: string },
  { isOn, apiOrigin }: { isOn: boolean; apiOrigin: string },
): Promise<void> {
  const { UserPoolClient: settings } = await cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
  );
  const { SupportedIdentityProviders = [], CallbackURLs = [], LogoutURLs = [] } = settings ?? {};
  const others = SupportedIdentityProviders.filter((name) => name !== ProviderName && name !== "COGNITO");
  if (!isOn && !SupportedIdentityProviders.includes(ProviderName)) return;
  if (isOn) await createProvider(cognito, UserPoolId);
  await cognito.send(
    new UpdateUserPoolClientCommand({
      ...settings,
      UserPoolId,
      ClientId,
      SupportedIdentityProviders: ["COGNITO", ...others, ...(isOn ? [ProviderName] : [])],
      ...(isOn && {
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ["code"],
        AllowedOAuthScopes: ["openid", "email", "profile", userScope],
        CallbackURLs: [...new Set([...CallbackURLs, `${apiOrigin}${callbackPath}`])],
        LogoutURLs: [...new Set([...LogoutURLs, `${apiOrigin}/`])],
      }),
    }),
  );
}

async function createProvider(cognito: CognitoIdentityProviderClient, UserPoolId: string): Promise<void> {
  const { Providers = [] } = await cognito.send(new ListIdentityProvidersCommand({ UserPoolId }));
  if (Providers.some((each) => each.ProviderName === ProviderName)) return;
  await cognito.send(
    new CreateIdentityProviderCommand({
      UserPoolId,
      ProviderName,
      ProviderType: "Google",
      ProviderDetails: { client_id: "stub", client_secret: "stub", authorize_scopes: "openid email profile" },
      // The pool requires a handle of every account. The API takes none from a provider.
      AttributeMapping: {
        email: "email",
        email_verified: "email_verified",
        name: "name",
        preferred_username: "sub",
      },
    }),
  );
}
