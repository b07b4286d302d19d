import { requireDeviceTracking } from "../../devices/device-tracking.ts";
import { updateDeviceStatus as update } from "../../devices/devices.ts";
import { DeviceKey, DeviceRememberedStatus, Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html */
export const updateDeviceStatus = defineOperation(
  structure({ AccessToken: Token, DeviceKey }, { DeviceRememberedStatus }),
  async (context, input) => {
    const { pool, user } = await verifyAccessToken(context, input.AccessToken);
    requireDeviceTracking(pool);
    await update(context.database, user, input.DeviceKey, input.DeviceRememberedStatus, context.now);
    return {};
  },
);
