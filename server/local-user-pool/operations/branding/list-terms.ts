import { requirePool } from "../../pools/user-pools.ts";
import { PaginationToken, UserPoolId } from "../../protocol/request-members.ts";
import { integer, structure } from "../../protocol/shape.ts";
import { toTermsType } from "../../resources/branding.ts";
import { listResources } from "../../resources/pool-resources.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTerms.html */
export const listTerms = defineOperation(
  structure({ UserPoolId }, { MaxResults: integer({ min: 1, max: 60 }), NextToken: PaginationToken }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const page = { size: input.MaxResults ?? 60, token: input.NextToken };
    const { items, nextToken } = await listResources(database, id, "terms", page);
    const Terms = items.map((terms) => {
      const { TermsId, TermsName, Enforcement, CreationDate, LastModifiedDate } = toTermsType(terms);
      return { TermsId, TermsName, Enforcement, CreationDate, LastModifiedDate };
    });
    return { Terms, NextToken: nextToken };
  },
);
