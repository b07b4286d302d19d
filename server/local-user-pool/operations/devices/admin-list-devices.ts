import { requireDeviceTracking } from "../../devices/device-tracking.ts";
import { listDevices } from "../../devices/devices.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { PaginationToken, UserPoolId, Username } from "../../protocol/request-members.ts";
import { integer, structure } from "../../protocol/shape.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListDevices.html */
export const adminListDevices = defineOperation(
  structure({ UserPoolId, Username }, { Limit: integer({ min: 0, max: 60 }), PaginationToken }),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    requireDeviceTracking(pool);
    const user = await requireUser(context.database, pool, input.Username);
    return await listDevices(context.database, user, input);
  },
);
