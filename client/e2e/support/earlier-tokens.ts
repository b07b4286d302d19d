import type { Page } from "playwright-core";
import { decodeJwt } from "../../../server/local-user-pool/tokens/jwt.ts";
import { dropUserScope } from "../../../server/test/support/app/drop-user-scope.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";

/**
 * From now on the page's tokens lack the user scope, until it signs in again: as after a refresh where the user pool has the
 * trigger that drops it.
 */
export async function dropScopeUntilSignIn(page: Page, app: TestApp): Promise<void> {
  app.advance({ seconds: 10 });
  const now = Math.floor(app.now().getTime() / 1000);
  await page.route("**/graphql", async (route) => {
    const headers = route.request().headers();
    const token = headers["authorization"]?.replace(/^Bearer /u, "") ?? "";
    const signedInAt = decodeJwt(token)?.claims["auth_time"];
    if (typeof signedInAt !== "number" || signedInAt >= now) return route.continue();
    const authorization = `Bearer ${await dropUserScope(app, token, { iat: now })}`;
    return route.continue({ headers: { ...headers, authorization } });
  });
}
