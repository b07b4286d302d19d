import { findAppClient } from "../pools/app-clients.ts";
import { endedLoginCookie } from "./login-session.ts";
import { redirect } from "../web/response.ts";
import type { WebResponse } from "../web/response.ts";
import type { OAuthRequest } from "./oauth-request.ts";
import { errorPage } from "../web/pages.ts";

/**
 * `GET /logout`: ends the session of the pool's pages in this browser, and no token. Leads to a sign-out URL of the app
 * client, or with `redirect_uri` to another sign-in.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export async function logOut({ context, parameters, query }: OAuthRequest): Promise<WebResponse> {
  const app = await findAppClient(context.database, parameters.get("client_id") ?? "");
  if (!app) return errorPage(400, "There is no such app client.");
  const cookies = [endedLoginCookie(app.pool)];
  const target = parameters.get("logout_uri");
  if (target !== undefined)
    return app.client.settings.LogoutURLs?.includes(target)
      ? redirect(target, cookies)
      : errorPage(400, "logout_uri is not a sign-out URL of the app client.");
  return parameters.has("redirect_uri")
    ? redirect(`/login?${query}`, cookies)
    : errorPage(400, "Required String parameter 'redirect_uri' is not present");
}
