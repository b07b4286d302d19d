import { CognitoIdentityProviderServiceException } from "@aws-sdk/client-cognito-identity-provider";

/** Why the user pool refused. The codes are the API's own, so that no other code depends on Cognito's exceptions. */
export type UserPoolErrorCode =
  /** The account, password, token or state is refused: Cognito has one exception for all of them. */
  | "NOT_AUTHORIZED"
  /** Too many wrong passwords: the account is locked, longer each time. */
  | "PASSWORD_ATTEMPTS_EXCEEDED"
  /** The access token was revoked, or its account is disabled or deleted. */
  | "ACCESS_TOKEN_REFUSED"
  /** The session of a challenge is unknown, used or expired. */
  | "CHALLENGE_SESSION_REFUSED"
  /** The pool does not know the device, or does not accept its proof. */
  | "DEVICE_UNKNOWN"
  /** The device is confirmed already. */
  | "DEVICE_EXISTS"
  | "CODE_MISMATCH"
  | "CODE_EXPIRED"
  | "NOT_CONFIRMED"
  | "PASSWORD_RESET_REQUIRED"
  | "PASSWORD_REFUSED"
  | "USER_EXISTS"
  | "USER_NOT_FOUND"
  /** Cognito finds the input malformed, or the account in a state that does not permit the operation. */
  | "INVALID_PARAMETER"
  /** Only administrators make accounts in the pool. */
  | "SIGN_UP_CLOSED"
  /** A Lambda trigger of the pool refused, see `UserPoolError.triggerMessage`. */
  | "REFUSED_BY_TRIGGER"
  /** The pool does not sign in by passkeys. */
  | "PASSKEYS_OFF"
  /** The registration of a passkey was not started, by this app client, or has expired. */
  | "PASSKEY_CHALLENGE_REFUSED"
  /** The passkey was made for another site. */
  | "PASSKEY_REFUSED"
  /** The authenticator makes no passkeys that the pool takes. */
  | "PASSKEY_UNSUITABLE"
  /** The account has as many passkeys as it may have. */
  | "PASSKEYS_EXCEEDED"
  | "RATE_LIMITED"
  /** Whoever causes the call has caused too many: see `limit-calls.ts`. */
  | "CALLS_EXCEEDED"
  /** Cognito cannot be reached, is slow, or failed. */
  | "UNAVAILABLE"
  /** AWS refuses the API's credentials, or they lack a permission. */
  | "NOT_PERMITTED"
  /** The app client may not write one of the attributes. */
  | "ATTRIBUTE_NOT_WRITABLE"
  /** The configured pool, app client or secret is wrong, or the app client does not allow the flow. */
  | "MISCONFIGURED";

/** The rule of the pool's password policy that a password breaks. */
export type PasswordRule = "MINIMUM_LENGTH" | "LOWERCASE" | "UPPERCASE" | "NUMBER" | "SYMBOL";

/** The only error of the operations of a `UserPool`. */
export class UserPoolError extends Error {
  override name = "UserPoolError";
  constructor(
    readonly code: UserPoolErrorCode,
    readonly passwordRule: PasswordRule | undefined,
    cause: unknown,
    /** With REFUSED_BY_TRIGGER: what the trigger says to the person, as plain text of one line. */
    readonly triggerMessage = "",
  ) {
    super(`The user pool refused: ${code}`, { cause });
  }
}

const ourFaults: ReadonlySet<UserPoolErrorCode> = new Set<UserPoolErrorCode>([
  "NOT_PERMITTED",
  "ATTRIBUTE_NOT_WRITABLE",
  "MISCONFIGURED",
]);

/** Whether the pool refused the API itself: this says nothing about the account, the token or the input. */
export function isOurFault(error: unknown): boolean {
  return error instanceof UserPoolError && ourFaults.has(error.code);
}

const noAnswers: ReadonlySet<UserPoolErrorCode> = new Set<UserPoolErrorCode>([
  "UNAVAILABLE",
  "RATE_LIMITED",
  "CALLS_EXCEEDED",
]);

/** The caller has caused too many calls of the pool: this one was not made. */
export class PoolCallsExceededError extends UserPoolError {
  constructor(readonly retryAfterSeconds: number) {
    super("CALLS_EXCEEDED", undefined, undefined);
  }
}

/**
 * Whether the pool was unavailable, rate limited or not asked, or refused the API itself, so that its answer about an
 * account or token is still unknown.
 */
export function isInconclusive(error: unknown): boolean {
  return (error instanceof UserPoolError && noAnswers.has(error.code)) || isOurFault(error);
}

const refusals: ReadonlySet<UserPoolErrorCode> = new Set<UserPoolErrorCode>([
  "NOT_AUTHORIZED",
  "ACCESS_TOKEN_REFUSED",
  "USER_NOT_FOUND",
  "NOT_CONFIRMED",
  "CODE_MISMATCH",
  "CODE_EXPIRED",
  "INVALID_PARAMETER",
]);

/**
 * Whether the pool refused for a reason that reveals something about the account. Mutations without authentication answer
 * all of these alike.
 */
export function isRefusal(error: unknown): boolean {
  return error instanceof UserPoolError && refusals.has(error.code);
}

/**
 * Whether the pool refused what it refuses for existing accounts alone: its own rate limit, or a trigger that writes the
 * mail. Mutations that mail a code without authentication then answer as if the mail had been sent, so that they do not
 * reveal the account.
 */
export function isOfExistingAccount(error: unknown): boolean {
  return (
    error instanceof UserPoolError && (error.code === "RATE_LIMITED" || error.code === "REFUSED_BY_TRIGGER")
  );
}

const codes: Record<string, UserPoolErrorCode> = {
  NotAuthorizedException: "NOT_AUTHORIZED",
  UserNotFoundException: "USER_NOT_FOUND",
  UserNotConfirmedException: "NOT_CONFIRMED",
  PasswordResetRequiredException: "PASSWORD_RESET_REQUIRED",
  UsernameExistsException: "USER_EXISTS",
  AliasExistsException: "USER_EXISTS",
  CodeMismatchException: "CODE_MISMATCH",
  EnableSoftwareTokenMFAException: "CODE_MISMATCH",
  ExpiredCodeException: "CODE_EXPIRED",
  InvalidPasswordException: "PASSWORD_REFUSED",
  PasswordHistoryPolicyViolationException: "PASSWORD_REFUSED",
  InvalidParameterException: "INVALID_PARAMETER",
  MFAMethodNotFoundException: "INVALID_PARAMETER",
  WebAuthnNotEnabledException: "PASSKEYS_OFF",
  WebAuthnConfigurationMissingException: "PASSKEYS_OFF",
  WebAuthnChallengeNotFoundException: "PASSKEY_CHALLENGE_REFUSED",
  WebAuthnClientMismatchException: "PASSKEY_CHALLENGE_REFUSED",
  WebAuthnOriginNotAllowedException: "PASSKEY_REFUSED",
  WebAuthnRelyingPartyMismatchException: "PASSKEY_REFUSED",
  WebAuthnCredentialNotSupportedException: "PASSKEY_UNSUITABLE",
  DeviceKeyExistsException: "DEVICE_EXISTS",
  RefreshTokenReuseException: "NOT_AUTHORIZED",
  LimitExceededException: "RATE_LIMITED",
  TooManyFailedAttemptsException: "RATE_LIMITED",
  TooManyRequestsException: "RATE_LIMITED",
  CodeDeliveryFailureException: "UNAVAILABLE",
  InternalErrorException: "UNAVAILABLE",
  // @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
  AccessDeniedException: "NOT_PERMITTED",
  ExpiredTokenException: "NOT_PERMITTED",
  IncompleteSignature: "NOT_PERMITTED",
  InvalidClientTokenId: "NOT_PERMITTED",
  InvalidSignatureException: "NOT_PERMITTED",
  MissingAuthenticationTokenException: "NOT_PERMITTED",
  OptInRequired: "NOT_PERMITTED",
  UnrecognizedClientException: "NOT_PERMITTED",
  RequestExpired: "UNAVAILABLE",
  ThrottlingException: "RATE_LIMITED",
  // A trigger failed, or answered what Cognito cannot read: the operator's log has it, and it may pass.
  UnexpectedLambdaException: "UNAVAILABLE",
  InvalidLambdaResponseException: "UNAVAILABLE",
};

/** Maps an exception of the SDK by its type, and by its message where one type has several meanings. */
export function toUserPoolError(error: unknown): UserPoolError {
  if (error instanceof UserPoolError) return error;
  if (!(error instanceof CognitoIdentityProviderServiceException)) {
    return new UserPoolError(isCredentialsError(error) ? "NOT_PERMITTED" : "UNAVAILABLE", undefined, error);
  }
  if (error.name === "UserLambdaValidationException")
    return new UserPoolError("REFUSED_BY_TRIGGER", undefined, error, toTriggerMessage(error.message));
  const isAboutDevice = /\bdevice\b/i.test(error.message);
  if (
    isAboutDevice &&
    (error.name === "ResourceNotFoundException" || error.name === "NotAuthorizedException")
  )
    return new UserPoolError("DEVICE_UNKNOWN", undefined, error);
  if (error.name === "NotAuthorizedException") {
    if (/attempts exceeded/i.test(error.message))
      return new UserPoolError("PASSWORD_ATTEMPTS_EXCEEDED", undefined, error);
    if (/access token|disabled/i.test(error.message))
      return new UserPoolError("ACCESS_TOKEN_REFUSED", undefined, error);
    if (/unauthorized attribute/i.test(error.message))
      return new UserPoolError("ATTRIBUTE_NOT_WRITABLE", undefined, error);
    if (/sign.?up is not permitted/i.test(error.message))
      return new UserPoolError("SIGN_UP_CLOSED", undefined, error);
    if (/secret/i.test(error.message)) return new UserPoolError("MISCONFIGURED", undefined, error);
    if (/session/i.test(error.message))
      return new UserPoolError("CHALLENGE_SESSION_REFUSED", undefined, error);
  }
  if (
    error.name === "InvalidParameterException" &&
    /not enabled for (?:this|the) client/i.test(error.message)
  )
    return new UserPoolError("MISCONFIGURED", undefined, error);
  const code = codes[error.name] ?? (error.$fault === "server" ? "UNAVAILABLE" : "MISCONFIGURED");
  return new UserPoolError(
    code,
    code === "PASSWORD_REFUSED" ? toPasswordRule(error.message) : undefined,
    error,
  );
}

const maximumTriggerMessage = 300;

/**
 * The text that a trigger threw. Cognito puts it into "PreSignUp failed with error TEXT.".
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
function toTriggerMessage(message: string): string {
  const text = message.slice(0, 4 * maximumTriggerMessage).replace(/^\w{1,64} failed with error /, "");
  const line = text.replaceAll(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, " ").trim();
  const characters = Array.from(line);
  return characters.length > maximumTriggerMessage
    ? `${characters.slice(0, maximumTriggerMessage - 1).join("")}…`
    : line.replace(/\.$/, "");
}

const rules: [RegExp, PasswordRule][] = [
  [/long/i, "MINIMUM_LENGTH"],
  [/lowercase/i, "LOWERCASE"],
  [/uppercase/i, "UPPERCASE"],
  [/numeric/i, "NUMBER"],
  [/symbol/i, "SYMBOL"],
];

function toPasswordRule(message: string): PasswordRule | undefined {
  const rule = /^Password (?:did|does) not conform (?:with|to) policy: (.*)$/.exec(message)?.[1];
  return rule === undefined ? undefined : rules.find(([pattern]) => pattern.test(rule))?.[1];
}

function isCredentialsError(error: unknown): boolean {
  return error instanceof Error && error.name === "CredentialsProviderError";
}
