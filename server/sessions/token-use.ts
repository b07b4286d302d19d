import { refreshTokenRotation } from "../user-pool/provisioning/pool-definition.ts";
import type { SessionRow } from "./sessions-table.ts";

/**
 * What the use of a refresh token means for its session. Each use issues a new token. A client whose response
 * was lost, or whose tabs refresh at once, uses the same token again and gets a sibling of the new one. The
 * first sibling that is used goes on; who uses another one has a copy.
 */
export type TokenUse =
  /** It was issued and not used. Its siblings are invalid from now on. */
  | "first"
  /** It was used a moment ago, and none of the tokens issued for it was. */
  | "retry"
  /** Somebody has a copy: the session ends. */
  | "reuse"
  /** The session is of the previous version, which did not record tokens: the user pool decides. */
  | "unrecorded";

type Recorded = Pick<SessionRow, "issuedTokens" | "spentToken" | "spentAt">;

/** @param tokenHash the refresh token's hash. */
export function toTokenUse(
  { issuedTokens, spentToken, spentAt }: Recorded,
  tokenHash: string,
  now: Date,
): TokenUse {
  if (issuedTokens === null) return "unrecorded";
  if (issuedTokens.split(" ").includes(tokenHash)) return "first";
  if (spentToken !== tokenHash || spentAt === null) return "reuse";
  return now.getTime() - spentAt.getTime() <= graceMs ? "retry" : "reuse";
}

const graceMs = refreshTokenRotation.RetryGracePeriodSeconds * 1000;
