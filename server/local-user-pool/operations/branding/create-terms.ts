import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { createTerms as create, toTermsType } from "../../resources/branding.ts";
import { createTermsShape } from "../../settings/resources/branding.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateTerms.html */
export const createTerms = defineOperation(createTermsShape, async ({ database, now }, input) => {
  const { id } = await requirePool(database, input.UserPoolId);
  const client = await requireAppClientOfPool(database, id, input.ClientId);
  const { TermsName, TermsSource, Enforcement, Links = {} } = input;
  const terms = await create(database, client, { TermsName, TermsSource, Enforcement, Links }, now);
  return { Terms: toTermsType(terms) };
});
