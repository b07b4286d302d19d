import { requireMember } from "../../graphql/context.ts";
import type { Member } from "../../graphql/identity.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import type { AuthContext } from "../context.ts";

/** Counted from the sign-in: a refresh does not renew it. */
const maximumAgeSeconds = 5 * 60;

/**
 * The member who sends the request, if they signed in within the last five minutes. So an unattended device
 * is not enough to take an account over.
 *
 * @returns REAUTHENTICATION_REQUIRED if the sign-in is older; a new `signIn` mends that.
 * @throws GraphQLError UNAUTHENTICATED or AUTH_UNAVAILABLE
 * @see https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x16-V7-Session-Management.md (7.5.1)
 */
export function requireRecentSignIn(context: Pick<AuthContext, "identity" | "clock">): Member | Rejected {
  const member = requireMember(context);
  const ageSeconds = context.clock().getTime() / 1000 - member.claims.authTime;
  if (ageSeconds <= maximumAgeSeconds) return member;
  return new Rejected([
    {
      code: "REAUTHENTICATION_REQUIRED",
      message: "This requires a sign-in within the last five minutes. Sign in again, then repeat it.",
    },
  ]);
}
