import { and, asc, desc, eq, inArray, lt, notInArray } from "drizzle-orm";
import { sessions } from "../../sessions/sessions-table.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { users } from "../../users/users-table.ts";
import type { AuthContext } from "../context.ts";
import { rememberedForMs } from "./device-token.ts";
import { type RememberedDevice, rememberedDevices } from "./remembered-devices-table.ts";

export type ForgetContext = Pick<AuthContext, "db" | "userPool" | "log">;

/** Whose devices are forgotten. */
type Owner = { id: string; sub: string };

/** More than anybody has: the oldest of more are forgotten. */
const maximumDevices = 20;

/**
 * Forgets the remembered devices of an account: its next sign-ins ask for the second factor everywhere.
 *
 * @param exempt the keys of devices that stay remembered, see `currentDeviceKeys`.
 */
export async function forgetDevices(
  context: ForgetContext,
  owner: Owner,
  exempt: readonly string[] = [],
): Promise<void> {
  const forgotten = await context.db
    .delete(rememberedDevices)
    .where(and(eq(rememberedDevices.userId, owner.id), notInArray(rememberedDevices.deviceKey, [...exempt])))
    .returning();
  await forgetAtPool(context, owner, forgotten);
}

/** Forgets one device of an account. @returns false if it has no such device. */
export async function forgetDevice(
  context: ForgetContext,
  owner: Owner,
  device: { id: string } | { deviceKey: string },
): Promise<boolean> {
  const isNamed =
    "id" in device ? eq(rememberedDevices.id, device.id) : eq(rememberedDevices.deviceKey, device.deviceKey);
  const forgotten = await context.db
    .delete(rememberedDevices)
    .where(and(eq(rememberedDevices.userId, owner.id), isNamed))
    .returning();
  await forgetAtPool(context, owner, forgotten);
  return forgotten.length > 0;
}

/** Forgets the oldest devices of an account that has more than the maximum. */
export async function forgetExcessDevices(context: ForgetContext, owner: Owner): Promise<void> {
  const { db } = context;
  const newest = await db
    .select({ id: rememberedDevices.id })
    .from(rememberedDevices)
    .where(eq(rememberedDevices.userId, owner.id))
    .orderBy(desc(rememberedDevices.createdAt), desc(rememberedDevices.id))
    .limit(maximumDevices);
  if (newest.length < maximumDevices) return;
  const kept = newest.map(({ id }) => id);
  const forgotten = await db
    .delete(rememberedDevices)
    .where(and(eq(rememberedDevices.userId, owner.id), notInArray(rememberedDevices.id, kept)))
    .returning();
  await forgetAtPool(context, owner, forgotten);
}

/** How many expired devices are forgotten in a turn. */
const expiredAtOnce = 50;

/** Forgets devices that were remembered for 30 days. Until then they were not used any more, see `findTrustedDevice`. */
export async function forgetExpiredDevices({
  clock,
  ...context
}: ForgetContext & Pick<AuthContext, "clock">): Promise<void> {
  const { db } = context;
  const expiredAt = new Date(clock().getTime() - rememberedForMs);
  const expired = await db
    .select({ device: rememberedDevices, sub: users.sub })
    .from(rememberedDevices)
    .innerJoin(users, eq(users.id, rememberedDevices.userId))
    .where(lt(rememberedDevices.createdAt, expiredAt))
    .orderBy(asc(rememberedDevices.createdAt))
    .limit(expiredAtOnce);
  if (expired.length === 0) return;
  await db.delete(rememberedDevices).where(
    inArray(
      rememberedDevices.id,
      expired.map(({ device }) => device.id),
    ),
  );
  for (const { device, sub } of expired) await forgetAtPool(context, { id: device.userId, sub }, [device]);
}

/**
 * A device that is signed in stays confirmed at the pool, since its refresh tokens end with it. A failure is only logged: the
 * device is not used here any more.
 */
async function forgetAtPool(
  { db, userPool, log }: ForgetContext,
  { id: userId, sub }: Owner,
  forgotten: Pick<RememberedDevice, "deviceKey">[],
): Promise<void> {
  if (forgotten.length === 0) return;
  const used = await db
    .select({ deviceKey: sessions.deviceKey })
    .from(sessions)
    .where(eq(sessions.userId, userId));
  const isSignedIn = new Set(used.map(({ deviceKey }) => deviceKey));
  for (const { deviceKey } of forgotten) {
    try {
      await (isSignedIn.has(deviceKey)
        ? userPool.distrustDevice({ sub, deviceKey })
        : userPool.forgetDevice({ sub, deviceKey }));
    } catch (error) {
      const code = error instanceof UserPoolError ? error.code : "UNKNOWN";
      log.warn({ code }, "device not forgotten at the user pool");
    }
  }
}
