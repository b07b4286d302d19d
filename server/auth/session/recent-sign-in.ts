import { requireMember } from "../../graphql/context.ts";
import type { Member } from "../../graphql/identity.ts";
import type { AuthContext } from "../context.ts";
import { Rejected } from "../../graphql/problem.type.ts";

/** Seconds. Refreshing does not make a sign-in younger. */
const maximumAge = 5 * 60;

/**
 * The person who asks, if they have signed in a moment ago: whoever finds an open laptop must not take the account over.
 *
 * @returns Rejected with REAUTHENTICATION_REQUIRED, which `signIn` mends.
 * @throws GraphQLError UNAUTHENTICATED or AUTH_UNAVAILABLE
 * @see https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x16-V7-Session-Management.md (7.5.1)
 */
export function requireRecentSignIn(context: Pick<AuthContext, "identity" | "clock">): Member | Rejected {
  const member = requireMember(context);
  const age = context.clock().getTime() / 1000 - member.claims.authTime;
  if (age <= maximumAge) return member;
  return new Rejected([
    {
      code: "REAUTHENTICATION_REQUIRED",
      message: "This wants a sign-in that is not older than five minutes. Sign in again, then repeat it.",
    },
  ]);
}
