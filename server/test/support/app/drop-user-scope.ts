import { changeToken } from "./sign-token.ts";
import type { TestApp } from "./test-app.ts";

/** The access token as a pre-token-generation trigger makes it: the pool's own token without the scope of users. */
export async function dropUserScope(
  app: Pick<TestApp, "db">,
  accessToken: string,
  changes: Record<string, unknown> = {},
): Promise<string> {
  return await changeToken(app, accessToken, { scope: undefined, ...changes });
}
