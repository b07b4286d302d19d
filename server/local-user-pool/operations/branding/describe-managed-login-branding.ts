import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { boolean, structure } from "../../protocol/shape.ts";
import { toBrandingType } from "../../resources/branding.ts";
import { requireResource } from "../../resources/pool-resources.ts";
import { ManagedLoginBrandingId } from "../../settings/resources/branding.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeManagedLoginBranding.html */
export const describeManagedLoginBranding = defineOperation(
  structure({ UserPoolId, ManagedLoginBrandingId }, { ReturnMergedResources: boolean }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const key = input.ManagedLoginBrandingId;
    const branding = await requireResource(database, id, "managed_login_branding", key);
    return { ManagedLoginBranding: toBrandingType(branding) };
  },
);
