import { and, asc, eq, gt } from "drizzle-orm";
import { UserPoolException } from "../protocol/exceptions.ts";
import { fromPageToken, toPage } from "../protocol/pagination.ts";
import { toTimestamp } from "../protocol/timestamp.ts";
import type { Database } from "../tables/database-schema.ts";
import { devices } from "../tables/devices-table.ts";
import type { Device } from "../tables/devices-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { tracksDevices } from "./device-tracking.ts";

const isDeviceOf = (userId: string, key: string) => and(eq(devices.key, key), eq(devices.userId, userId));

/** Finds a confirmed device of a user. */
export async function findDevice(
  database: Database,
  userId: string,
  key: string,
): Promise<Device | undefined> {
  const [device] = await database.select().from(devices).where(isDeviceOf(userId, key));
  return device;
}

/** @throws UserPoolException ResourceNotFoundException, also for the device of another user */
export async function requireDevice(database: Database, user: User, key: string): Promise<Device> {
  const device = await findDevice(database, user.id, key);
  if (!device) throw deviceDoesNotExist();
  return device;
}

/**
 * The device that a sign-in names by its DEVICE_KEY, where the pool tracks devices. Clients of AWS forget a key that this
 * refuses, and sign in again without it.
 *
 * @returns undefined where none is named.
 * @throws UserPoolException ResourceNotFoundException for a device that is not one of the user's
 * @see https://github.com/aws-amplify/amplify-js/blob/main/packages/auth/src/providers/cognito/utils/retryOnResourceNotFoundException.ts
 */
export async function findSignInDevice(
  database: Database,
  pool: UserPool,
  user: User,
  key: string | undefined,
): Promise<Device | undefined> {
  return key && tracksDevices(pool) ? await requireDevice(database, user, key) : undefined;
}

/** Notes that a device has signed in. */
export async function recordDeviceSignIn(
  tx: Database,
  { key }: Device,
  lastAddress: string,
  now: Date,
): Promise<void> {
  await tx.update(devices).set({ lastAddress, lastAuthenticatedAt: now }).where(eq(devices.key, key));
}

/** @throws UserPoolException ResourceNotFoundException */
export async function updateDeviceStatus(
  database: Database,
  user: User,
  key: string,
  status: "remembered" | "not_remembered" | undefined,
  now: Date,
): Promise<void> {
  const isRemembered = status === undefined ? {} : { isRemembered: status === "remembered" };
  const updated = await database
    .update(devices)
    .set({ ...isRemembered, modifiedAt: now })
    .where(isDeviceOf(user.id, key))
    .returning({ key: devices.key });
  if (updated.length === 0) throw deviceDoesNotExist();
}

/** @throws UserPoolException ResourceNotFoundException */
export async function forgetDevice(database: Database, user: User, key: string): Promise<void> {
  const deleted = await database
    .delete(devices)
    .where(isDeviceOf(user.id, key))
    .returning({ key: devices.key });
  if (deleted.length === 0) throw deviceDoesNotExist();
}

const pageSize = 60;

/** One page of a user's devices: the response of ListDevices and AdminListDevices. */
export async function listDevices(
  database: Database,
  user: User,
  { Limit, PaginationToken }: { Limit?: number; PaginationToken?: string },
) {
  const size = Limit || pageSize;
  const after = PaginationToken === undefined ? undefined : gt(devices.key, fromPageToken(PaginationToken));
  const rows = await database
    .select()
    .from(devices)
    .where(and(eq(devices.userId, user.id), after))
    .orderBy(asc(devices.key))
    .limit(size + 1);
  const page = toPage(rows, size, (device) => device.key);
  return {
    Devices: page.items.map((device) => toDeviceType(device, user)),
    PaginationToken: page.nextToken,
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeviceType.html */
export function toDeviceType(device: Device, user: User) {
  const attributes = {
    device_status: "valid",
    ...(device.name !== null && { device_name: device.name }),
    last_ip_used: device.lastAddress,
    "dev:device_owner": user.username,
    "dev:device_remembered_status": device.isRemembered ? "remembered" : "not_remembered",
  };
  return {
    DeviceKey: device.key,
    DeviceAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    DeviceCreateDate: toTimestamp(device.createdAt),
    DeviceLastModifiedDate: toTimestamp(device.modifiedAt),
    DeviceLastAuthenticatedDate: toTimestamp(device.lastAuthenticatedAt),
  };
}

/** The message by which clients of AWS recognise that a device is gone. */
export function deviceDoesNotExist(): UserPoolException {
  return new UserPoolException("ResourceNotFoundException", "Device does not exist.");
}
