import type { Member } from "../../graphql/identity.ts";
import { findSessionOf } from "../../sessions/sessions.ts";
import type { AuthContext } from "../context.ts";
import { type DeviceTokenContext, readDeviceTokens } from "./device-token.ts";

/** The keys of the devices that send a member's request: that of the session, and those in the browser's cookie. */
export async function currentDeviceKeys(
  context: DeviceTokenContext & Pick<AuthContext, "db">,
  { userId, claims }: Member,
): Promise<string[]> {
  const session = await findSessionOf(context.db, userId, claims.originJti);
  const ofBrowser = readDeviceTokens(context).map(({ secret }) => secret.key);
  return typeof session?.deviceKey === "string" ? [session.deviceKey, ...ofBrowser] : ofBrowser;
}
