import { checkAuthorizationRequest, findCallback, toErrorUrl } from "./authorization-request.ts";
import { findAskedProvider, leadToProvider } from "./federated-request.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { grant } from "./grants.ts";
import { findLoginSession } from "./login-session.ts";
import { isTriggerError } from "../protocol/exceptions.ts";
import { OAuthError, toOAuthError } from "./oauth-error.ts";
import { redirect } from "../web/response.ts";
import type { WebResponse } from "../web/response.ts";
import type { OAuthRequest } from "./oauth-request.ts";
import { errorPage } from "../web/pages.ts";
import { readParameters } from "./parameters.ts";

/**
 * `GET /oauth2/authorize`: leads to the page of sign-in, or straight back for somebody who is signed in at the pool.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export async function authorize(request: OAuthRequest): Promise<WebResponse> {
  return await withAuthorizationRequest(request, async (asked) => {
    const provider = await findAskedProvider(request, asked);
    if (provider) return await leadToProvider(request, asked, provider);
    const { context, cookies, query } = request;
    const session =
      asked.prompt === "login" ? undefined : await findLoginSession(context, asked.app.pool, cookies);
    if (session) return redirect(await grant(context, asked, session));
    if (asked.prompt === "none") return redirect(toErrorUrl(asked, "login_required"));
    return redirect(`/login?${query}`);
  });
}

/**
 * Reads an authorization request from the query, also behind the pages. An error goes to the callback URL once that is known
 * to be the app client's own; before, it is shown, since the address may be anybody's.
 */
export async function withAuthorizationRequest(
  { context, query }: OAuthRequest,
  respond: (asked: AuthorizationRequest) => Promise<WebResponse>,
): Promise<WebResponse> {
  const parameters = readParameters(query);
  const callback = await findCallback(context.database, parameters);
  if (!callback)
    return errorPage(
      400,
      "redirect_mismatch: client_id is unknown, or redirect_uri not one of its callback URLs.",
    );
  try {
    return await respond(checkAuthorizationRequest(callback, parameters));
  } catch (error) {
    const known = isTriggerError(error) ? toOAuthError(error) : error;
    if (!(known instanceof OAuthError)) throw error;
    return redirect(toErrorUrl(callback, known.code, known.description));
  }
}
