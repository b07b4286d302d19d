import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { deleteResource } from "../../resources/pool-resources.ts";
import { ManagedLoginBrandingId } from "../../settings/resources/branding.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteManagedLoginBranding.html */
export const deleteManagedLoginBranding = defineOperation(
  structure({ UserPoolId, ManagedLoginBrandingId }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    await deleteResource(database, id, "managed_login_branding", input.ManagedLoginBrandingId);
    return {};
  },
);
