import { structure } from "../../protocol/shape.ts";
import { LimitDefinition, readLimit } from "../../resources/provisioned-limits.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetProvisionedLimit.html */
export const getProvisionedLimit = defineOperation(
  structure({ LimitDefinition }),
  async ({ database }, input) => {
    return { Limit: await readLimit(database, input.LimitDefinition) };
  },
);
