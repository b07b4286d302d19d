import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { deleteResource } from "../../resources/pool-resources.ts";
import { TermsId } from "../../settings/resources/branding.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteTerms.html */
export const deleteTerms = defineOperation(
  structure({ UserPoolId, TermsId }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    await deleteResource(database, id, "terms", input.TermsId);
    return {};
  },
);
