import { requireDeviceTracking } from "../../devices/device-tracking.ts";
import { updateDeviceStatus } from "../../devices/devices.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { DeviceKey, DeviceRememberedStatus, UserPoolId, Username } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateDeviceStatus.html */
export const adminUpdateDeviceStatus = defineOperation(
  structure({ UserPoolId, Username, DeviceKey }, { DeviceRememberedStatus }),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    requireDeviceTracking(pool);
    const user = await requireUser(context.database, pool, input.Username);
    await updateDeviceStatus(
      context.database,
      user,
      input.DeviceKey,
      input.DeviceRememberedStatus,
      context.now,
    );
    return {};
  },
);
