import { findDevice } from "../../devices/devices.ts";
import { replacesSecondFactor } from "../../devices/device-tracking.ts";
import { incorrectUsernameOrPassword } from "../../protocol/exceptions.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { lockUser } from "../../users/users.ts";
import { checkCanSignIn } from "../factors/first-factor.ts";
import { completeSignIn, withStep } from "../sessions/auth-response.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { belongsTo } from "../sessions/auth-sessions.ts";
import type { ChallengeRequest } from "./challenge-request.ts";
import { isProved, startProof } from "./srp-proof.ts";

/**
 * DEVICE_PASSWORD_VERIFIER: the second half of the proof of a remembered device, which completes the sign-in. The device
 * must still be remembered. All failures have the same error.
 */
export async function respondToDevicePasswordVerifier(request: ChallengeRequest): Promise<AuthResponse> {
  const { context, app, responses } = request;
  const { now, sourceAddress } = context;
  const named = requireParameter(responses, "DEVICE_KEY");
  const { proof, session, user } = await startProof(request, "DEVICE_PASSWORD_VERIFIER");
  const { deviceKey } = session.state;
  if (!user || named !== deviceKey) throw incorrectUsernameOrPassword();
  return await context.database.transaction(async (tx) => {
    const current = await lockUser(tx, user.id);
    if (!current || !belongsTo(session, current)) throw incorrectUsernameOrPassword();
    checkCanSignIn(app.pool, current, now);
    const device = await findDevice(tx, current.id, deviceKey);
    if (!replacesSecondFactor(app.pool, device)) throw incorrectUsernameOrPassword();
    const identity = { poolName: device.groupKey, username: device.key };
    const exchange = { ...session.state, verifier: device.srpVerifier };
    if (!isProved(identity, exchange, proof, now)) throw incorrectUsernameOrPassword();
    const customAuth = withStep(session.state);
    const reason = "AuthenticateDevice" as const;
    return await completeSignIn({ tx, app, user: current, device, customAuth, reason, sourceAddress, now });
  });
}
