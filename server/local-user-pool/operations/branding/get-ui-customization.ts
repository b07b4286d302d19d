import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { ClientId, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { allClients, toUiCustomizationType } from "../../resources/branding.ts";
import { findResource } from "../../resources/pool-resources.ts";
import { defineOperation } from "../definition/operation.ts";

/**
 * An app client without a style of its own has that of all.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUICustomization.html
 */
export const getUiCustomization = defineOperation(
  structure({ UserPoolId }, { ClientId }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const key = input.ClientId ?? allClients;
    if (key !== allClients) await requireAppClientOfPool(database, id, key);
    const own = await findResource(database, id, "ui_customization", key);
    const customization = own ?? (await findResource(database, id, "ui_customization", allClients));
    return { UICustomization: customization ? toUiCustomizationType(customization) : {} };
  },
);
