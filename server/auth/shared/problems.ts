import { authUnavailable, unauthenticated } from "../../graphql/errors.ts";
import { type Problem, Rejected } from "../../graphql/problem.type.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";

/** Where in the input of a mutation the person mends what the pool refused. */
export type Fields = { password?: "password" | "newPassword" };

/**
 * What a person can mend of a refusal by the user pool.
 *
 * @throws GraphQLError AUTH_UNAVAILABLE where the pool is at fault, UNAUTHENTICATED where it does not take the access
 *   token any more; the error itself where it is nobody's mistake.
 */
export function toRejected(error: unknown, fields: Fields = {}): Rejected {
  if (!(error instanceof UserPoolError)) throw error;
  if (error.code === "UNAVAILABLE") throw authUnavailable(error);
  // Signed out, disabled or deleted at the pool, which our own list need not know.
  if (error.code === "ACCESS_TOKEN_REFUSED") throw unauthenticated("TOKEN_INVALID");
  const problem = toProblem(error, fields);
  if (!problem) throw error;
  return new Rejected([problem]);
}

function toProblem(error: UserPoolError, { password }: Fields): Problem | undefined {
  switch (error.code) {
    case "CODE_MISMATCH":
    case "CODE_EXPIRED":
      return invalidOrExpiredCode();
    case "CHALLENGE_SESSION_REFUSED":
      return challengeExpired();
    case "PASSWORD_REFUSED":
    case "INVALID_PARAMETER":
      if (password === undefined)
        return { code: "INVALID_INPUT", message: "The user pool does not accept this." };
      return {
        code: "PASSWORD_POLICY",
        message: "Choose another password: the user pool does not accept this one.",
        field: password,
        ...(error.passwordRule && { passwordRule: error.passwordRule }),
      };
    case "PASSWORD_ATTEMPTS_EXCEEDED":
    case "RATE_LIMITED":
      return rateLimited(poolsOwnLimitSeconds);
    default:
      return undefined;
  }
}

/** The pool does not say how long its own limits last; after this long it is worth another try. */
const poolsOwnLimitSeconds = 60;

export function rateLimited(retryAfterSeconds: number): Problem {
  return { code: "RATE_LIMITED", message: "Too many attempts. Wait, then try again.", retryAfterSeconds };
}

export function invalidCredentials(): Problem {
  return { code: "INVALID_CREDENTIALS", message: "E-mail and password do not belong together." };
}

/** Of somebody who is signed in and enters their password again. */
export function wrongPassword(field: "currentPassword" | "password"): Problem {
  return { code: "INVALID_CREDENTIALS", message: "This is not your password.", field };
}

export function sessionExpired(): Problem {
  return { code: "SESSION_EXPIRED", message: "There is no session to refresh. Sign in." };
}

export function invalidOrExpiredCode(): Problem {
  return {
    code: "INVALID_OR_EXPIRED_CODE",
    message: "This code is wrong or too old. Look for the newest mail, or ask for a new code.",
    field: "code",
  };
}

export function challengeExpired(): Problem {
  return {
    code: "CHALLENGE_EXPIRED",
    message: "This took too long, or was answered already. Sign in again.",
    field: "challengeToken",
  };
}

export function handleTaken(): Problem {
  return { code: "HANDLE_TAKEN", message: "Somebody else has this handle. Choose another.", field: "handle" };
}
