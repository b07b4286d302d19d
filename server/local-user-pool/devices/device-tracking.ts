import { randomInt, randomUUID } from "node:crypto";
import { regionOfPool } from "../protocol/pool-region.ts";
import { UserPoolException } from "../protocol/exceptions.ts";
import type { Device } from "../tables/devices-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";

/**
 * Whether a pool keeps track of devices: any value of its DeviceConfiguration turns that on.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
export function tracksDevices({ settings }: UserPool): boolean {
  return Object.keys(settings.DeviceConfiguration ?? {}).length > 0;
}

/** @throws UserPoolException InvalidUserPoolConfigurationException */
export function requireDeviceTracking(pool: UserPool): void {
  if (tracksDevices(pool)) return;
  throw new UserPoolException(
    "InvalidUserPoolConfigurationException",
    "Device tracking is not enabled for the user pool.",
  );
}

/** A device that proves itself in place of a second factor. */
export type ProvableDevice = Device & { srpSalt: string; srpVerifier: string };

/** Whether a device replaces the second factor: the pool permits it, and the user wants it remembered. */
export function replacesSecondFactor(
  { settings }: UserPool,
  device: Device | undefined,
): device is ProvableDevice {
  if (!settings.DeviceConfiguration?.ChallengeRequiredOnNewDevice) return false;
  return device !== undefined && device.isRemembered && device.srpVerifier !== null;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_NewDeviceMetadataType.html */
export type NewDeviceMetadata = { DeviceKey: string; DeviceGroupKey: string };

/** The keys of a device that signs in for the first time, as `us-east-1_<uuid>` and `-a1B2c3D4`. */
export function createDeviceMetadata(pool: UserPool): NewDeviceMetadata {
  const random = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]);
  return {
    DeviceKey: `${regionOfPool(pool.id)}_${randomUUID()}`,
    DeviceGroupKey: `-${random.join("")}`,
  };
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
