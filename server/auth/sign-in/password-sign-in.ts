import { Rejected } from "../../graphql/problem.type.ts";
import { type ForgetContext, forgetDevice } from "../devices/forget-devices.ts";
import {
  findTrustedDevice,
  type TrustedDevice,
  type TrustedDeviceContext,
} from "../devices/trusted-device.ts";
import { isRefusal, UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { Authentication } from "../../user-pool/verbs/authentication.ts";
import { passwordSpellings } from "../../user-pool/verbs/spellings.ts";
import type { AuthContext } from "../context.ts";
import type { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";
import type { SignedIn } from "../session/session.type.ts";
import { type AttemptContext, countAttempt, resetAttempts } from "../shared/attempts.ts";
import type { Identifier } from "../shared/identifier.ts";
import { isPossiblePassword } from "../shared/password-rules.ts";
import { invalidCredentials, toRejected } from "../shared/problems.ts";
import type { ChallengeRequired } from "./challenge.type.ts";
import { continueSignIn, type SignInContext } from "./complete-sign-in.ts";
import { findBarrier } from "./find-barrier.ts";
import type { ConfirmationRequired, PasswordResetRequired } from "./sign-in-state.type.ts";

type ClientKeeps = {
  refreshTokenDelivery: RefreshTokenDelivery;
  /** See `SignInInput.deviceToken`. */
  deviceToken?: string | null | undefined;
};

/** Signs in with a password. A remembered device stands in place of the second factor. */
export async function signInWithPassword(
  context: SignInContext & AttemptContext & TrustedDeviceContext,
  identifier: Identifier,
  password: string,
  { refreshTokenDelivery, deviceToken }: ClientKeeps,
): Promise<SignedIn | ChallengeRequired | ConfirmationRequired | PasswordResetRequired | Rejected> {
  const { value: username, key } = identifier;
  // The pool gets each spelling of a password, and counts each.
  const guesses = passwordSpellings(password).length;
  const tooMany = await countAttempt(context, "password", key, { times: guesses });
  if (tooMany) return tooMany;
  if (!isPossiblePassword(password)) return new Rejected([invalidCredentials()]);
  try {
    const provedAt = context.clock();
    const device = await findTrustedDevice(context, identifier, deviceToken);
    const { authentication, isProved } = await signInByDevice(context, { username, password }, device);
    // A challenge may have sent a mail, so it keeps counting until it is answered.
    if (authentication.kind === "tokens") await resetAttempts(context, "password", key, { times: guesses });
    const progress = { identifier: key, authentication, provedAt, device: isProved ? device : undefined };
    return await continueSignIn(context, progress, refreshTokenDelivery);
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    const barrier = await findBarrier(context, identifier, error);
    if (barrier) return barrier;
    return isRefusal(error) ? new Rejected([invalidCredentials()]) : toRejected(error);
  }
}

/**
 * Signs in by a remembered device, if there is one. One that the pool does not accept any more is forgotten, and the sign-in
 * begins anew without it.
 */
async function signInByDevice(
  context: Pick<AuthContext, "clock"> & ForgetContext,
  credentials: { username: string; password: string },
  device: TrustedDevice | undefined,
): Promise<{ authentication: Authentication; isProved: boolean }> {
  const { userPool, clock } = context;
  if (device) {
    const accepted = await ifKnown(
      userPool.signIn({ ...credentials, device: { secret: device.secret, now: clock() } }),
    );
    // A pool that asks for the second factor all the same remembers the device no more.
    if (accepted?.kind === "tokens") return { authentication: accepted, isProved: true };
    await forgetDevice(context, device.owner, { id: device.id });
  }
  return { authentication: await userPool.signIn(credentials), isProved: false };
}

/** Undefined if the pool does not know the device. */
async function ifKnown(signIn: Promise<Authentication>): Promise<Authentication | undefined> {
  try {
    return await signIn;
  } catch (error) {
    if (error instanceof UserPoolError && error.code === "DEVICE_UNKNOWN") return undefined;
    throw error;
  }
}
