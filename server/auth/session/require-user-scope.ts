import type { Member } from "../../graphql/identity.ts";
import { Rejected } from "../../graphql/problem.type.ts";

/** Seconds between the sign-in and its own token; a refresh comes later. */
const ownTokenWithinSeconds = 1;

/**
 * For the operations that Cognito permits by a token with the user scope alone, and not by AWS permissions: setting an
 * authenticator app up, and the code for a new address.
 *
 * @returns undefined if the token has the scope. Otherwise REAUTHENTICATION_REQUIRED, since the token of a new sign-in may
 *   have it, or NOT_SUPPORTED if this is such a token: then the pool's trigger drops the scope always.
 */
export function requireUserScope({ claims }: Member): Rejected | undefined {
  if (claims.hasUserScope) return undefined;
  return new Rejected([
    claims.issuedAt - claims.authTime > ownTokenWithinSeconds
      ? {
          code: "REAUTHENTICATION_REQUIRED",
          message: "This requires a new sign-in. Sign in again, then repeat it.",
        }
      : { code: "NOT_SUPPORTED", message: "The user pool does not permit this here. Ask the operator." },
  ]);
}
