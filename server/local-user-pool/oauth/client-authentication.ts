import { findAppClient, matchesClientSecret } from "../pools/app-clients.ts";
import type { AppClientWithPool } from "../pools/app-clients.ts";
import { OAuthError } from "./oauth-error.ts";
import type { OAuthRequest } from "./oauth-request.ts";

/**
 * The app client of a request: by HTTP Basic, or by `client_id` and `client_secret` in the body. A public one has no secret.
 *
 * @throws OAuthError invalid_client, or invalid_request where both name a client, and not the same one
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export async function authenticateClient({
  context,
  parameters,
  authorization,
}: OAuthRequest): Promise<AppClientWithPool> {
  const basic = readBasic(authorization);
  const clientId = parameters.get("client_id");
  const secret = parameters.get("client_secret");
  if (basic && (secret !== undefined || (clientId !== undefined && clientId !== basic.clientId)))
    throw new OAuthError("invalid_request", "the client is named in two ways");
  const app = await findAppClient(context.database, basic?.clientId ?? clientId ?? "");
  if (!app || !matchesClientSecret(app.client, basic ? basic.secret : secret))
    throw new OAuthError("invalid_client");
  return app;
}

type Basic = { clientId: string; secret: string };

/** Both are form-encoded before they are joined. */
function readBasic(authorization: string | undefined): Basic | undefined {
  const [, encoded] = /^basic +([\w+/]+=*)$/i.exec(authorization ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const [clientId = "", secret = ""] = text.split(/:(.*)/s).map(decode);
  return { clientId, secret };
}

function decode(text: string): string {
  return new URLSearchParams(`value=${text}`).get("value") ?? "";
}
