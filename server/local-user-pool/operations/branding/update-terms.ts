import { requirePool } from "../../pools/user-pools.ts";
import { findTermsOf, termsExist, toTermsType } from "../../resources/branding.ts";
import { requireResource, updateResource } from "../../resources/pool-resources.ts";
import { updateTermsShape } from "../../settings/resources/branding.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateTerms.html */
export const updateTerms = defineOperation(updateTermsShape, async ({ database, now }, input) => {
  const { id } = await requirePool(database, input.UserPoolId);
  const { UserPoolId: _pool, TermsId: key, ...changes } = input;
  const { value: before, clientId } = await requireResource(database, id, "terms", key);
  const value = { ...before, ...changes };
  const namesake = await findTermsOf(database, clientId ?? "", value.TermsName);
  if (namesake && namesake.key !== key) throw termsExist(value);
  return { Terms: toTermsType(await updateResource(database, id, "terms", key, value, now)) };
});
