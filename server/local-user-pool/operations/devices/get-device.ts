import { requireDeviceTracking } from "../../devices/device-tracking.ts";
import { requireDevice, toDeviceType } from "../../devices/devices.ts";
import { DeviceKey, Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetDevice.html */
export const getDevice = defineOperation(
  structure({ AccessToken: Token, DeviceKey }),
  async (context, input) => {
    const { pool, user } = await verifyAccessToken(context, input.AccessToken);
    requireDeviceTracking(pool);
    return { Device: toDeviceType(await requireDevice(context.database, user, input.DeviceKey), user) };
  },
);
