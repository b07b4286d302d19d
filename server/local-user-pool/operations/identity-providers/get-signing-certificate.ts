import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { createSigningCertificate } from "../../tokens/signing-certificate.ts";
import { loadSigningKeys } from "../../tokens/signing-keys.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetSigningCertificate.html */
export const getSigningCertificate = defineOperation(
  structure({ UserPoolId }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const { access } = await loadSigningKeys(database, pool.id);
    return { Certificate: createSigningCertificate(pool, access) };
  },
);
