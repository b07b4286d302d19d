import { deviceDoesNotExist, requireDevice } from "../../devices/devices.ts";
import { replacesSecondFactor } from "../../devices/device-tracking.ts";
import { startExchange } from "../../passwords/srp.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { checkClientPublic, createSecretBlock } from "../auth-flows/user-srp-auth.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { consumeAuthSession, createAuthSession } from "../sessions/auth-sessions.ts";
import { requireChallenge } from "./challenge-request.ts";
import type { ChallengeRequest } from "./challenge-request.ts";

/**
 * DEVICE_SRP_AUTH: the first half of the proof of a remembered device. Like that of a password, the next session is found
 * by its SECRET_BLOCK.
 */
export async function respondToDeviceSrpAuth(request: ChallengeRequest): Promise<AuthResponse> {
  const { context, app, responses } = request;
  const { session, user } = await requireChallenge(request, "DEVICE_SRP_AUTH");
  const { deviceKey } = session.state;
  const clientPublic = requireParameter(responses, "SRP_A");
  checkClientPublic(clientPublic);
  if (requireParameter(responses, "DEVICE_KEY") !== deviceKey) throw deviceDoesNotExist();
  const device = await requireDevice(context.database, user, deviceKey);
  if (!replacesSecondFactor(app.pool, device)) throw deviceDoesNotExist();

  const { serverSecret, serverPublic } = startExchange(device.srpVerifier);
  const secretBlock = createSecretBlock();
  await context.database.transaction(async (tx) => {
    await consumeAuthSession(tx, session, context.now);
    const exchange = { waitsFor: "DEVICE_PASSWORD_VERIFIER", deviceKey, clientPublic, serverSecret } as const;
    const { customAuth } = session.state;
    const state = customAuth ? { ...exchange, customAuth } : exchange;
    await createAuthSession(tx, app, user, state, context.now, secretBlock);
  });
  return {
    ChallengeName: "DEVICE_PASSWORD_VERIFIER",
    ChallengeParameters: {
      SALT: device.srpSalt,
      SRP_B: serverPublic,
      SECRET_BLOCK: secretBlock,
      USERNAME: user.username,
      DEVICE_KEY: deviceKey,
    },
  };
}
