import type { Member } from "../../graphql/identity.ts";
import type { UserRow } from "../../users/users-table.ts";
import { toViewer } from "../../users/viewer.type.ts";
import type { AuthContext } from "../context.ts";
import type { RefreshTokenDelivery } from "./refresh-token-delivery.type.ts";
import type { Session } from "./session.type.ts";

type SessionToIssue = {
  member: Member;
  user: UserRow;
  /** With its family: see `FamilyToken`. */
  refreshToken: string;
  delivery: RefreshTokenDelivery;
  /** For a client that keeps it itself. */
  deviceToken?: string | undefined;
};

/**
 * Issues a session to the client. The refresh token goes into the cookie or into the payload, never into
 * both.
 */
export function issueSession(
  { refreshTokenCookie, telemetry }: Pick<AuthContext, "refreshTokenCookie" | "telemetry">,
  { member, user, refreshToken, delivery, deviceToken }: SessionToIssue,
): Session {
  telemetry.account = member.userId;
  if (delivery === "COOKIE") refreshTokenCookie.write(refreshToken);
  return {
    accessToken: member.accessToken,
    expiresAt: new Date(member.claims.expiresAt * 1000).toISOString(),
    refreshToken: delivery === "PAYLOAD" ? refreshToken : null,
    deviceToken: deviceToken ?? null,
    viewer: toViewer(user, member),
  };
}
