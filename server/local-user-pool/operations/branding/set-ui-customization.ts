import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { invalidParameter } from "../../protocol/exceptions.ts";
import { allClients, toUiCustomization, toUiCustomizationType } from "../../resources/branding.ts";
import { domainsOf } from "../../resources/domains.ts";
import { putResource } from "../../resources/pool-resources.ts";
import { uiCustomizationShape } from "../../settings/resources/branding.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUICustomization.html */
export const setUiCustomization = defineOperation(uiCustomizationShape, async ({ database, now }, input) => {
  const { id } = await requirePool(database, input.UserPoolId);
  const key = input.ClientId ?? allClients;
  if (key !== allClients) await requireAppClientOfPool(database, id, key);
  const { prefix, custom } = await domainsOf(database, id);
  if (!prefix && !custom) {
    throw invalidParameter("There has to be an existing domain associated with this user pool");
  }
  const value = toUiCustomization(input.CSS, input.ImageFile, now);
  const row = { poolId: id, key, clientId: key === allClients ? null : key, value };
  return {
    UICustomization: toUiCustomizationType(await putResource(database, "ui_customization", row, now)),
  };
});
