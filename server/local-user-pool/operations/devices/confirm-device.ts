import { confirmDevice as confirm, readDeviceSecret } from "../../devices/confirm-device.ts";
import { requireDeviceTracking } from "../../devices/device-tracking.ts";
import { DeviceKey, Token } from "../../protocol/request-members.ts";
import { string, structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmDevice.html */
export const confirmDevice = defineOperation(
  structure(
    { AccessToken: Token, DeviceKey },
    {
      DeviceSecretVerifierConfig: structure({}, { PasswordVerifier: string(), Salt: string() }),
      DeviceName: string({ min: 1, max: 1024 }),
    },
  ),
  async (context, input) => {
    const verified = await verifyAccessToken(context, input.AccessToken);
    requireDeviceTracking(verified.pool);
    const confirmation = {
      key: input.DeviceKey,
      name: input.DeviceName,
      secret: readDeviceSecret(input.DeviceSecretVerifierConfig ?? {}),
      address: context.sourceAddress,
    };
    const UserConfirmationNecessary = await confirm(context.database, verified, confirmation, context.now);
    return { UserConfirmationNecessary };
  },
);
