import { accountVerbs } from "./verbs/account.ts";
import { administrationVerbs } from "./verbs/administration.ts";
import { identityVerbs } from "./verbs/identities.ts";
import { passkeyVerbs } from "./verbs/passkeys.ts";
import { deviceVerbs } from "./verbs/devices.ts";
import { passwordVerbs } from "./verbs/password.ts";
import type { PoolConnection } from "./pool-connection.ts";
import { refreshVerbs } from "./verbs/refresh.ts";
import { signInVerbs } from "./verbs/sign-in.ts";
import { signUpVerbs } from "./verbs/sign-up.ts";
import { totpVerbs } from "./verbs/totp.ts";

export type UserPool = ReturnType<typeof openUserPool>;

/**
 * The account operations of Cruddur, through the AWS SDK: the same for Amazon Cognito and the local user pool. They
 * reject with a UserPoolError alone.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 */
export function openUserPool(connection: PoolConnection) {
  return {
    ...signUpVerbs(connection),
    ...signInVerbs(connection),
    ...refreshVerbs(connection),
    ...passwordVerbs(connection),
    ...accountVerbs(connection),
    ...totpVerbs(connection),
    ...passkeyVerbs(connection),
    ...deviceVerbs(connection),
    ...administrationVerbs(connection),
    ...identityVerbs(connection),
  };
}
