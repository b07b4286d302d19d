import { requirePool } from "../../pools/user-pools.ts";
import { checkBranding, toBrandingType } from "../../resources/branding.ts";
import { requireResource, updateResource } from "../../resources/pool-resources.ts";
import { updateBrandingShape } from "../../settings/resources/branding.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateManagedLoginBranding.html */
export const updateManagedLoginBranding = defineOperation(
  updateBrandingShape,
  async ({ database, now }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const { UserPoolId: _pool, ManagedLoginBrandingId: key, ...changes } = input;
    const { value: before } = await requireResource(database, id, "managed_login_branding", key);
    const value =
      changes.UseCognitoProvidedValues === true
        ? { ...changes, UseCognitoProvidedValues: true }
        : { ...before, ...changes };
    checkBranding(value);
    const branding = await updateResource(database, id, "managed_login_branding", key, value, now);
    return { ManagedLoginBranding: toBrandingType(branding) };
  },
);
