import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { toTermsType } from "../../resources/branding.ts";
import { requireResource } from "../../resources/pool-resources.ts";
import { TermsId } from "../../settings/resources/branding.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeTerms.html */
export const describeTerms = defineOperation(
  structure({ UserPoolId, TermsId }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    return { Terms: toTermsType(await requireResource(database, id, "terms", input.TermsId)) };
  },
);
