import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { deleteResource } from "../../resources/pool-resources.ts";
import { Domain } from "../../settings/resources/domain.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html */
export const deleteUserPoolDomain = defineOperation(
  structure({ UserPoolId, Domain }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    await deleteResource(database, id, "domain", input.Domain);
    return {};
  },
);
