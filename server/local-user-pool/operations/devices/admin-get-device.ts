import { requireDeviceTracking } from "../../devices/device-tracking.ts";
import { requireDevice, toDeviceType } from "../../devices/devices.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { DeviceKey, UserPoolId, Username } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetDevice.html */
export const adminGetDevice = defineOperation(
  structure({ UserPoolId, Username, DeviceKey }),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    requireDeviceTracking(pool);
    const user = await requireUser(context.database, pool, input.Username);
    return { Device: toDeviceType(await requireDevice(context.database, user, input.DeviceKey), user) };
  },
);
