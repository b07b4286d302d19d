import { authorize } from "./authorize.ts";
import { answerChallenge, logIn, showLogin } from "./login.ts";
import { logOut } from "./logout.ts";
import { returnFromProvider } from "./federated-sign-in.ts";
import { isTriggerError } from "../protocol/exceptions.ts";
import { OAuthError, toOAuthError } from "./oauth-error.ts";
import { json } from "../web/response.ts";
import type { WebResponse } from "../web/response.ts";
import type { OAuthRequest } from "./oauth-request.ts";
import { errorPage } from "../web/pages.ts";
import { revokeByToken } from "./revoke-endpoint.ts";
import { issueByGrant } from "./token-endpoint.ts";
import { readUserInfo } from "./user-info.ts";

type Route = {
  respond: (request: OAuthRequest) => Promise<WebResponse>;
  /** Whether it answers programs, those in pages of other origins too, or shows a page. */
  isForPrograms: boolean;
};

const page = (respond: Route["respond"]): Route => ({ respond, isForPrograms: false });
const program = (respond: Route["respond"]): Route => ({ respond, isForPrograms: true });

/** The endpoints of OAuth 2.0 and OpenID Connect, and the pages of sign-in, by method and path. */
const routes: Record<string, Route> = {
  "GET /oauth2/authorize": page(authorize),
  "GET /oauth2/idpresponse": page(returnFromProvider),
  "GET /login": page(showLogin),
  "POST /login": page(logIn),
  "POST /mfa": page(answerChallenge),
  "GET /logout": page(logOut),
  "POST /oauth2/token": program(issueByGrant),
  "POST /oauth2/revoke": program(revokeByToken),
  "GET /oauth2/userInfo": program(readUserInfo),
  "POST /oauth2/userInfo": program(readUserInfo),
};

export function findOAuthRoute(method: string, path: string): Route | undefined {
  const key = `${method} ${path}`;
  return Object.hasOwn(routes, key) ? routes[key] : undefined;
}

/** Answers with the error that OAuth 2.0 defines; others are thrown. */
export async function respondByRoute(
  route: Route,
  readRequest: () => Promise<OAuthRequest>,
): Promise<WebResponse> {
  try {
    return await route.respond(await readRequest());
  } catch (error) {
    const known = isTriggerError(error) ? toOAuthError(error) : error;
    if (!(known instanceof OAuthError)) throw error;
    const { code, description } = known;
    if (!route.isForPrograms) return errorPage(400, known.message);
    return json(400, { error: code, ...(description !== undefined && { error_description: description }) });
  }
}
