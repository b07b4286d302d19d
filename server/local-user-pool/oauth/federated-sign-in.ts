import { and, eq } from "drizzle-orm";
import { readProviderClaims } from "../federation/provider-client.ts";
import { signInFederatedUser } from "../federation/sign-in-federated-user.ts";
import { UserPoolException } from "../protocol/exceptions.ts";
import { findResource } from "../resources/pool-resources.ts";
import { federatedRequests } from "../tables/federated-requests-table.ts";
import { hashToken } from "../tokens/token-hash.ts";
import { errorPage } from "../web/pages.ts";
import { redirect } from "../web/response.ts";
import type { WebResponse } from "../web/response.ts";
import { withAuthorizationRequest } from "./authorize.ts";
import { asOAuthError, browserCookie, toFederationContext } from "./federated-request.ts";
import { grant } from "./grants.ts";
import { OAuthError } from "./oauth-error.ts";
import type { OAuthRequest } from "./oauth-request.ts";

/**
 * `GET /oauth2/idpresponse`: a browser comes back from an identity provider. It gets no session of the pool, as at Cognito: the
 * next sign-in asks the provider again.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export async function returnFromProvider(request: OAuthRequest): Promise<WebResponse> {
  const { context, parameters, cookies } = request;
  const state = parameters.get("state") ?? "";
  const [waiting] = await context.database
    .delete(federatedRequests)
    .where(
      and(
        eq(federatedRequests.stateHash, hashToken(state)),
        eq(federatedRequests.browserHash, hashToken(cookies.get(browserCookie) ?? "")),
      ),
    )
    .returning();
  if (!waiting || waiting.expiresAt <= context.now)
    return errorPage(400, "This sign-in was not begun in this browser, or is over. Begin again in the app.");
  return await withAuthorizationRequest({ ...request, query: waiting.query }, async (asked) => {
    const { poolId, providerName, nonce, codeVerifier } = waiting;
    const provider = await findResource(context.database, poolId, "identity_provider", providerName);
    if (!provider || !asked.app.client.settings.SupportedIdentityProviders?.includes(providerName))
      throw new OAuthError("invalid_request", "the app client does not have this identity provider");
    const checks = { state, nonce, codeVerifier };
    const federation = toFederationContext(request);
    const claims = await asOAuthError(
      async () => await readProviderClaims(federation, provider, request.query, checks),
    );
    try {
      const user = await signInFederatedUser(context, asked.app, provider, claims);
      return redirect(await grant(context, asked, { user, authTime: context.now }));
    } catch (error) {
      if (!(error instanceof UserPoolException) || error.cause !== undefined) throw error;
      throw new OAuthError("invalid_request", error.message);
    }
  });
}
