import {
  AdminForgetDeviceCommand,
  AdminUpdateDeviceStatusCommand,
  ConfirmDeviceCommand,
  UpdateDeviceStatusCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createDeviceVerifier, type DeviceSecret, newDevicePassword } from "../device-srp.ts";
import { callPoolAsOwner, callPoolWithRetry, type PoolConnection } from "../pool-connection.ts";
import { UserPoolError, type UserPoolErrorCode } from "../user-pool-error.ts";
import type { NewDevice } from "./authentication.ts";

/**
 * The devices that a pool keeps track of.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
export function deviceVerbs({ cognito, userPoolId }: PoolConnection) {
  return {
    /**
     * Confirms the device that a sign-in is the first one of: until then the pool refuses the sign-in's refresh tokens.
     * Requires the user scope.
     *
     * @returns the secret by which the device proves itself, once it is remembered.
     */
    async confirmDevice(
      { accessToken }: { accessToken: string },
      { key, groupKey }: NewDevice,
      name: string | null,
    ): Promise<DeviceSecret> {
      const secret = { key, groupKey, password: newDevicePassword() };
      const command = new ConfirmDeviceCommand({
        AccessToken: accessToken,
        DeviceKey: key,
        DeviceSecretVerifierConfig: createDeviceVerifier(secret),
        ...(name !== null && { DeviceName: name }),
      });
      // A repetition sends the same verifier.
      await ignoring(
        "DEVICE_EXISTS",
        callPoolWithRetry(() => cognito.send(command), callPoolAsOwner),
      );
      return secret;
    },

    /** Lets a confirmed device stand in place of the second factor. Requires the user scope. */
    async rememberDevice({
      accessToken,
      deviceKey,
    }: {
      accessToken: string;
      deviceKey: string;
    }): Promise<void> {
      await callPoolWithRetry(
        () =>
          cognito.send(
            new UpdateDeviceStatusCommand({
              AccessToken: accessToken,
              DeviceKey: deviceKey,
              DeviceRememberedStatus: "remembered",
            }),
          ),
        callPoolAsOwner,
      );
    },

    /**
     * Takes that back. The device stays confirmed, and its refresh tokens valid. An unknown device is not an error. Needs
     * cognito-idp:AdminUpdateDeviceStatus.
     */
    async distrustDevice({ sub, deviceKey }: { sub: string; deviceKey: string }): Promise<void> {
      const call = callPoolWithRetry(() =>
        cognito.send(
          new AdminUpdateDeviceStatusCommand({
            UserPoolId: userPoolId,
            Username: sub,
            DeviceKey: deviceKey,
            DeviceRememberedStatus: "not_remembered",
          }),
        ),
      );
      await ignoring("DEVICE_UNKNOWN", call);
    },

    /**
     * Removes a device, with which its refresh tokens end. An unknown one is not an error. Needs
     * cognito-idp:AdminForgetDevice.
     */
    async forgetDevice({ sub, deviceKey }: { sub: string; deviceKey: string }): Promise<void> {
      const call = callPoolWithRetry(() =>
        cognito.send(
          new AdminForgetDeviceCommand({ UserPoolId: userPoolId, Username: sub, DeviceKey: deviceKey }),
        ),
      );
      await ignoring("DEVICE_UNKNOWN", call);
    },
  };
}

async function ignoring(code: UserPoolErrorCode, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof UserPoolError) || error.code !== code) throw error;
  }
}
