import { and, eq } from "drizzle-orm";
import { parseFamilyToken } from "../../sessions/refresh-token-family.ts";
import { findSessionOfFamily } from "../../sessions/sessions.ts";
import { users } from "../../users/users-table.ts";
import type { AuthContext } from "../context.ts";
import type { Identifier } from "../shared/identifier.ts";
import {
  type DeviceToken,
  type DeviceTokenContext,
  readDeviceTokens,
  rememberedForMs,
} from "./device-token.ts";
import { type ForgetContext, forgetDevice } from "./forget-devices.ts";
import { rememberedDevices } from "./remembered-devices-table.ts";

export type TrustedDeviceContext = DeviceTokenContext &
  ForgetContext &
  Pick<AuthContext, "clock" | "poolProfile" | "identity" | "refreshTokenCookie">;

/** A device that may stand in place of the second factor, and whose it is. */
export type TrustedDevice = DeviceToken & { owner: { id: string; sub: string } };

/**
 * The remembered device that sends a sign-in to this account. None if its token is forged or somebody else's, if it was
 * remembered for 30 days or is forgotten; then the sign-in asks for the second factor, as on every device.
 *
 * A sign-in by somebody who is signed in to the account is a step-up: it asks for the second factor always.
 *
 * @param given the token of a client that keeps it itself; else that of the cookie.
 */
export async function findTrustedDevice(
  context: TrustedDeviceContext,
  identifier: Identifier,
  given: string | null | undefined,
): Promise<TrustedDevice | undefined> {
  const { db, clock, poolProfile } = context;
  if (!poolProfile().devicesCanBeRemembered) return undefined;
  const token = readDeviceTokens(context, given).find(
    (each) => each.identifier === identifier.key || each.username === identifier.value,
  );
  if (!token) return undefined;
  const [found] = await db
    .select({ device: rememberedDevices, sub: users.sub })
    .from(rememberedDevices)
    .innerJoin(users, eq(users.id, rememberedDevices.userId))
    .where(and(eq(rememberedDevices.id, token.id), eq(rememberedDevices.deviceKey, token.secret.key)));
  if (!found) return undefined;
  const owner = { id: found.device.userId, sub: found.sub };
  if (clock().getTime() - found.device.createdAt.getTime() >= rememberedForMs) {
    await forgetDevice(context, owner, { id: token.id });
    return undefined;
  }
  return (await isSignedIn(context, owner.id)) ? undefined : { ...token, owner };
}

async function isSignedIn(
  { db, identity, refreshTokenCookie }: Pick<TrustedDeviceContext, "db" | "identity" | "refreshTokenCookie">,
  userId: string,
): Promise<boolean> {
  if (identity.kind === "member" && identity.userId === userId) return true;
  const { family } = parseFamilyToken(refreshTokenCookie.read() ?? "") ?? {};
  if (family === undefined) return false;
  return (await findSessionOfFamily(db, family))?.userId === userId;
}
