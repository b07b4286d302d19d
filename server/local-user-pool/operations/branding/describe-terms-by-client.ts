import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { ClientId, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { findTermsOf, toTermsType } from "../../resources/branding.ts";
import { resourceDoesNotExist } from "../../resources/pool-resources.ts";
import { TermsName } from "../../settings/resources/branding.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeTermsByClient.html */
export const describeTermsByClient = defineOperation(
  structure({ UserPoolId, ClientId, TermsName }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const client = await requireAppClientOfPool(database, id, input.ClientId);
    const terms = await findTermsOf(database, client.id, input.TermsName);
    if (!terms) throw resourceDoesNotExist("terms");
    return { Terms: toTermsType(terms) };
  },
);
