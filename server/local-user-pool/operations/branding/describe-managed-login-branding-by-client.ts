import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { ClientId, UserPoolId } from "../../protocol/request-members.ts";
import { boolean, structure } from "../../protocol/shape.ts";
import { requireBrandingOf, toBrandingType } from "../../resources/branding.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeManagedLoginBrandingByClient.html */
export const describeManagedLoginBrandingByClient = defineOperation(
  structure({ UserPoolId, ClientId }, { ReturnMergedResources: boolean }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const client = await requireAppClientOfPool(database, id, input.ClientId);
    return { ManagedLoginBranding: toBrandingType(await requireBrandingOf(database, client)) };
  },
);
