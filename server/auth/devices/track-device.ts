import { eq } from "drizzle-orm";
import { describeUserAgent } from "../../sessions/describe-user-agent.ts";
import type { DeviceSecret } from "../../user-pool/device-srp.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { Tokens } from "../../user-pool/verbs/authentication.ts";
import type { AuthContext } from "../context.ts";
import type { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";
import { addToCookie, type DeviceTokenContext, sealDeviceToken } from "./device-token.ts";
import { type ForgetContext, forgetExcessDevices } from "./forget-devices.ts";
import { rememberedDevices } from "./remembered-devices-table.ts";

type TrackContext = Pick<AuthContext, "userPool" | "userAgent" | "log">;

/**
 * Confirms the device of a sign-in, in a pool that keeps track of devices: it refuses the refresh tokens of others. A failure
 * is only logged, since the sign-in has succeeded; its session lasts as long as its access token.
 */
export async function confirmDevice(
  { userPool, userAgent, log }: TrackContext,
  { accessToken, newDevice }: Pick<Tokens, "accessToken" | "newDevice">,
): Promise<DeviceSecret | undefined> {
  if (!newDevice) return undefined;
  try {
    return await userPool.confirmDevice({ accessToken }, newDevice, nameOf(userAgent));
  } catch (error) {
    logFailure(log, error, "device not confirmed: the session cannot be refreshed");
    return undefined;
  }
}

/** A sign-in whose device is to be remembered. */
type RememberedSignIn = {
  secret: DeviceSecret;
  accessToken: string;
  user: { id: string; sub: string };
  identifier: string;
  username: string;
  delivery: RefreshTokenDelivery;
};

/**
 * Remembers the device of a sign-in that has just shown a second factor. A failure is only logged.
 *
 * @returns the device token for a client that keeps it itself; a browser gets it in a cookie.
 */
export async function rememberDevice(
  context: TrackContext & DeviceTokenContext & ForgetContext & Pick<AuthContext, "clock" | "newId">,
  { secret, accessToken, user, identifier, username, delivery }: RememberedSignIn,
): Promise<string | undefined> {
  const { db, userPool, clock, newId, userAgent, log } = context;
  try {
    await userPool.rememberDevice({ accessToken, deviceKey: secret.key });
  } catch (error) {
    logFailure(log, error, "device not remembered");
    return undefined;
  }
  const id = newId();
  const now = clock();
  await db.insert(rememberedDevices).values({
    id,
    userId: user.id,
    deviceKey: secret.key,
    name: nameOf(userAgent),
    createdAt: now,
    lastUsedAt: now,
  });
  await forgetExcessDevices(context, user);
  const token = { id, identifier, username, secret };
  if (delivery === "PAYLOAD") return sealDeviceToken(context, token);
  addToCookie(context, token);
  return undefined;
}

/** Records that a device stood in place of the second factor. */
export async function recordDeviceUse(
  { db, clock }: Pick<AuthContext, "db" | "clock">,
  { id }: { id: string },
): Promise<void> {
  await db.update(rememberedDevices).set({ lastUsedAt: clock() }).where(eq(rememberedDevices.id, id));
}

/** A longer header is cut, since a client can send any. */
const maximumUserAgentLength = 512;

function nameOf(userAgent: string | undefined): string | null {
  return describeUserAgent(userAgent?.slice(0, maximumUserAgentLength) ?? "");
}

function logFailure(log: AuthContext["log"], error: unknown, message: string): void {
  if (!(error instanceof UserPoolError)) throw error;
  log.warn({ code: error.code }, message);
}
