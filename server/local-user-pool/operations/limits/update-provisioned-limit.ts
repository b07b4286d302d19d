import { integer, structure } from "../../protocol/shape.ts";
import { LimitDefinition, readLimit, setLimit } from "../../resources/provisioned-limits.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateProvisionedLimit.html */
export const updateProvisionedLimit = defineOperation(
  structure({ LimitDefinition, RequestedLimitValue: integer({ min: 0, max: 1_000_000 }) }),
  async ({ database }, input) => {
    await setLimit(database, input.LimitDefinition, input.RequestedLimitValue);
    return { Limit: await readLimit(database, input.LimitDefinition) };
  },
);
