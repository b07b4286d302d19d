import { requireDeviceTracking } from "../../devices/device-tracking.ts";
import { listDevices as list } from "../../devices/devices.ts";
import { PaginationToken, Token } from "../../protocol/request-members.ts";
import { integer, structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html */
export const listDevices = defineOperation(
  structure({ AccessToken: Token }, { Limit: integer({ min: 0, max: 60 }), PaginationToken }),
  async (context, input) => {
    const { pool, user } = await verifyAccessToken(context, input.AccessToken);
    requireDeviceTracking(pool);
    return await list(context.database, user, input);
  },
);
