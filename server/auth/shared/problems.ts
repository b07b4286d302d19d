import { authUnavailable, unauthenticated } from "../../graphql/errors.ts";
import { type Problem, Rejected } from "../../graphql/problem.type.ts";
import { rateLimited } from "../../graphql/rate-limited.ts";
import { isOurFault, PoolCallsExceededError, UserPoolError } from "../../user-pool/user-pool-error.ts";

/** The input field that holds the new password, in a mutation that has one. */
export type PasswordField = { password?: "password" | "newPassword" };

/**
 * Translates a refusal by the user pool into a problem.
 *
 * @throws GraphQLError AUTH_UNAVAILABLE if the pool does not respond, or refuses the API itself; UNAUTHENTICATED if it refuses the
 *   access token.
 * @throws the error itself if no input could avoid it.
 */
export function toRejected(error: unknown, fields: PasswordField = {}): Rejected {
  if (!(error instanceof UserPoolError)) throw error;
  if (error instanceof PoolCallsExceededError) return new Rejected([rateLimited(error.retryAfterSeconds)]);
  if (error.code === "UNAVAILABLE" || isOurFault(error)) throw authUnavailable(error);
  // Signed out, disabled or deleted at the pool. The revocation list does not know of that.
  if (error.code === "ACCESS_TOKEN_REFUSED") throw unauthenticated("TOKEN_INVALID");
  const problem = toProblem(error, fields);
  if (!problem) throw error;
  return new Rejected([problem]);
}

function toProblem(error: UserPoolError, { password }: PasswordField): Problem | undefined {
  switch (error.code) {
    case "CODE_MISMATCH":
    case "CODE_EXPIRED":
      return invalidOrExpiredCode();
    case "SIGN_UP_CLOSED":
      return signUpClosed();
    case "REFUSED_BY_TRIGGER":
      return { code: "REFUSED_BY_POOL", message: error.triggerMessage || "The user pool refuses this." };
    case "PASSKEYS_OFF":
      return factorNotAvailable();
    case "PASSKEY_CHALLENGE_REFUSED":
      return {
        code: "CHALLENGE_EXPIRED",
        message: "The registration has expired or was completed already. Start it again.",
        field: "credential",
      };
    case "PASSKEY_REFUSED":
      return passkeyNotAccepted();
    case "PASSKEY_UNSUITABLE":
      return {
        code: "PASSKEY_NOT_SUPPORTED",
        message: "The user pool takes no passkeys of this authenticator. Use another device.",
        field: "credential",
      };
    case "PASSKEYS_EXCEEDED":
      return { code: "LIMIT_REACHED", message: "An account has at most 20 passkeys. Remove one first." };
    case "CHALLENGE_SESSION_REFUSED":
      return challengeExpired();
    case "PASSWORD_REFUSED":
    case "INVALID_PARAMETER":
      if (password === undefined)
        return { code: "INVALID_INPUT", message: "The user pool does not accept this input." };
      return {
        code: "PASSWORD_POLICY",
        message: "The user pool does not accept this password. Choose another.",
        field: password,
        ...(error.passwordRule && { passwordRule: error.passwordRule }),
      };
    case "PASSWORD_ATTEMPTS_EXCEEDED":
    case "RATE_LIMITED":
      return rateLimited(poolRetryAfterSeconds);
    default:
      return undefined;
  }
}

/** The pool does not say when its own limits end. */
const poolRetryAfterSeconds = 60;

export function passwordBreached(field: "password" | "newPassword"): Problem {
  return {
    code: "PASSWORD_BREACHED",
    message: "This password is one of the first that somebody would guess. Choose another.",
    field,
  };
}

export function invalidCredentials(): Problem {
  return { code: "INVALID_CREDENTIALS", message: "The identifier or the password is wrong." };
}

/** For a member who enters their password again. */
export function wrongPassword(field: "currentPassword" | "password"): Problem {
  return { code: "INVALID_CREDENTIALS", message: "The password is wrong.", field };
}

export function sessionExpired(): Problem {
  return { code: "SESSION_EXPIRED", message: "There is no session to refresh. Sign in." };
}

export function invalidOrExpiredCode(field: "code" | "recoveryCode" = "code"): Problem {
  const remedy = field === "code" ? "Enter the newest one, or request another." : "Enter another one.";
  return {
    code: "INVALID_OR_EXPIRED_CODE",
    message: `The code is wrong, was used, or has expired. ${remedy}`,
    field,
  };
}

export function challengeExpired(): Problem {
  return {
    code: "CHALLENGE_EXPIRED",
    message: "The challenge has expired or was answered already. Sign in again.",
    field: "challengeToken",
  };
}

export function factorNotAvailable(field?: "preferred" | "selectedFactor"): Problem {
  return {
    code: "FACTOR_NOT_AVAILABLE",
    message: "A sign-in by this factor is not possible here. Choose another.",
    ...(field && { field }),
  };
}

export function customAnswerNotAccepted(): Problem {
  return {
    code: "INVALID_OR_EXPIRED_CODE",
    message: "The user pool does not accept this answer. Start again.",
    field: "customAnswer",
  };
}

export function passkeyNotAccepted(): Problem {
  return {
    code: "PASSKEY_NOT_ACCEPTED",
    message: "The user pool does not accept this passkey. Use another, or sign in by something else.",
    field: "credential",
  };
}

export function signUpClosed(): Problem {
  return { code: "SIGN_UP_CLOSED", message: "People may not sign up by themselves here." };
}

/** @param step what the pool asks for, by Cognito's name */
export function challengeNotSupported(step: string): Problem {
  return {
    code: "CHALLENGE_NOT_SUPPORTED",
    message: `The user pool asks for ${step}, which this API does not support.`,
  };
}

export function handleReserved(): Problem {
  return {
    code: "HANDLE_RESERVED",
    message: "This handle is kept from everybody. Choose another.",
    field: "handle",
  };
}

export function looksLikeSomebody(): Problem {
  return {
    code: "LOOKS_LIKE_SOMEBODY",
    message: "Somebody has this name and a handle that looks the same. Choose another handle.",
    field: "handle",
  };
}

export function handleTaken(): Problem {
  return { code: "HANDLE_TAKEN", message: "Somebody else has this handle. Choose another.", field: "handle" };
}
