import { timingSafeEqual } from "node:crypto";
import { computeClientProof } from "../../passwords/srp.ts";
import type { SrpExchange, SrpIdentity } from "../../passwords/srp.ts";
import { incorrectUsernameOrPassword, UserPoolException } from "../../protocol/exceptions.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { consumeAuthSession, requireClientAuthSession } from "../sessions/auth-sessions.ts";
import type { AuthSessionFor } from "../sessions/auth-sessions.ts";
import { findNamedUser } from "./challenge-request.ts";
import type { ChallengeRequest } from "./challenge-request.ts";

const maxClockSkewMs = 5 * 60 * 1000;

/** A client's half of an exchange, as it is sent. */
type SrpProof = { secretBlock: string; signature: Buffer; timestamp: string };

/**
 * Reads a client's proof and finds the exchange that it belongs to, by the SECRET_BLOCK, with the user, whom the request
 * may name by any sign-in name. The exchange is consumed before the proof is checked, so that it permits one guess.
 *
 * @throws UserPoolException InvalidParameterException for a missing response; NotAuthorizedException, the same for all
 * other failures
 */
export async function startProof<Step extends "PASSWORD_VERIFIER" | "DEVICE_PASSWORD_VERIFIER">(
  request: ChallengeRequest,
  step: Step,
) {
  const { context, app, responses } = request;
  const proof: SrpProof = {
    secretBlock: requireParameter(responses, "PASSWORD_CLAIM_SECRET_BLOCK"),
    signature: Buffer.from(requireParameter(responses, "PASSWORD_CLAIM_SIGNATURE"), "base64"),
    timestamp: requireParameter(responses, "TIMESTAMP"),
  };
  try {
    const session: AuthSessionFor<Step> = await requireClientAuthSession(
      context,
      app,
      proof.secretBlock,
      step,
    );
    const user = await findNamedUser(request, session);
    await consumeAuthSession(context.database, session, context.now);
    return { proof, session, user };
  } catch (error) {
    throw error instanceof UserPoolException ? incorrectUsernameOrPassword() : error;
  }
}

/** Whether a client has proved that it knows the password of a verifier, now. */
export function isProved(
  identity: SrpIdentity,
  exchange: Pick<SrpExchange, "clientPublic" | "serverSecret" | "verifier">,
  { secretBlock, signature, timestamp }: SrpProof,
  now: Date,
): boolean {
  const expected = computeClientProof(identity, {
    clientPublic: exchange.clientPublic,
    serverSecret: exchange.serverSecret,
    verifier: exchange.verifier,
    secretBlock: Buffer.from(secretBlock, "base64"),
    timestamp,
  });
  if (expected === undefined || signature.length !== expected.length) return false;
  return timingSafeEqual(signature, expected) && isRecent(timestamp, now);
}

/** Checks the client's time, such as `Tue Sep 1 09:05:03 UTC 2026`, which its proof includes. */
function isRecent(timestamp: string, now: Date): boolean {
  const match = /^[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2}) (\d\d:\d\d:\d\d) UTC (\d{4})$/.exec(timestamp);
  if (!match) return false;
  const [, day, time, year] = match;
  return Math.abs(Date.parse(`${day} ${year} ${time} UTC`) - now.getTime()) <= maxClockSkewMs;
}
