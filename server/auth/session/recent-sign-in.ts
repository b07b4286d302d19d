import { requireMember } from "../../graphql/context.ts";
import type { Member } from "../../graphql/identity.ts";
import { type Problem, Rejected } from "../../graphql/problem.type.ts";
import { findSessionOf } from "../../sessions/sessions.ts";
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
    reauthenticationRequired(
      "This requires a sign-in within the last five minutes. Sign in again, then repeat it.",
    ),
  ]);
}

/**
 * The same, for what weakens the second factor of an account that has one: the sign-in must have shown it. So
 * neither a session from before the second factor nor the one that turned it on is enough.
 *
 * @throws UserPoolError
 */
export async function requireRecentSecondFactor(
  context: Pick<AuthContext, "identity" | "clock" | "db" | "userPool">,
): Promise<{ member: Member; isTotpEnabled: boolean } | Rejected> {
  const member = requireRecentSignIn(context);
  if (member instanceof Rejected) return member;
  const isTotpEnabled = await context.userPool.isTotpEnabled(member);
  if (!isTotpEnabled) return { member, isTotpEnabled };
  const session = await findSessionOf(context.db, member.userId, member.claims.originJti);
  if (session?.secondFactor && session.id === member.claims.originJti) return { member, isTotpEnabled };
  return new Rejected([
    reauthenticationRequired(
      "This requires a sign-in with the second factor. Sign in again, then repeat it.",
    ),
  ]);
}

function reauthenticationRequired(message: string): Problem {
  return { code: "REAUTHENTICATION_REQUIRED", message };
}
