/** The names of the errors in responses. Clients branch on these, not on messages. */
export type ExceptionName =
  | "AccessDeniedException"
  | "AliasExistsException"
  | "CodeDeliveryFailureException"
  | "CodeMismatchException"
  | "DeviceKeyExistsException"
  | "DuplicateProviderException"
  | "EnableSoftwareTokenMFAException"
  | "ExpiredCodeException"
  | "FeatureUnavailableInTierException"
  | "GroupExistsException"
  | "InternalErrorException"
  | "InvalidLambdaResponseException"
  | "InvalidParameterException"
  | "InvalidPasswordException"
  | "InvalidSignatureException"
  | "InvalidSmsRoleAccessPolicyException"
  | "InvalidUserPoolConfigurationException"
  | "LimitExceededException"
  | "MFAMethodNotFoundException"
  | "ManagedLoginBrandingExistsException"
  | "MissingAuthenticationTokenException"
  | "NotAuthorizedException"
  | "PasswordHistoryPolicyViolationException"
  | "PasswordResetRequiredException"
  | "RefreshTokenReuseException"
  | "RequestEntityTooLargeException"
  | "ResourceNotFoundException"
  | "ScopeDoesNotExistException"
  | "SerializationException"
  | "SoftwareTokenMFANotFoundException"
  | "TermsExistsException"
  | "UnauthorizedException"
  | "UnexpectedLambdaException"
  | "UnknownOperationException"
  | "UnrecognizedClientException"
  | "UnsupportedOperationException"
  | "UnsupportedTokenTypeException"
  | "UnsupportedUserStateException"
  | "UserLambdaValidationException"
  | "UserNotConfirmedException"
  | "UserNotFoundException"
  | "UserPoolAddOnNotEnabledException"
  | "UsernameExistsException"
  | "WebAuthnChallengeNotFoundException"
  | "WebAuthnClientMismatchException"
  | "WebAuthnCredentialNotSupportedException"
  | "WebAuthnNotEnabledException"
  | "WebAuthnOriginNotAllowedException"
  | "WebAuthnRelyingPartyMismatchException";

/**
 * An error response. Messages are Cognito's own where public sources show them.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
 */
export class UserPoolException extends Error {
  override readonly name: ExceptionName;

  /** @param cause is reported to the operator, never sent to the client. */
  constructor(name: ExceptionName, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = name;
  }

  /**
   * The HTTP status. AWS JSON 1.1 has 400 for every client error; no AWS client sends a body that is too large, or is a page
   * or a host that is refused.
   */
  get status(): number {
    if (this.name === "InternalErrorException") return 500;
    if (this.name === "AccessDeniedException") return 403;
    return this.name === "RequestEntityTooLargeException" ? 413 : 400;
  }
}

export const invalidParameter = (message: string) =>
  new UserPoolException("InvalidParameterException", message);

export const featureUnavailableInTier = (feature: string) =>
  new UserPoolException(
    "FeatureUnavailableInTierException",
    `${feature} are not available in the LITE tier: choose ESSENTIALS or PLUS.`,
  );

export const notAuthorized = (message: string) => new UserPoolException("NotAuthorizedException", message);

export const incorrectUsernameOrPassword = () => notAuthorized("Incorrect username or password.");

export const userDoesNotExist = () => new UserPoolException("UserNotFoundException", "User does not exist.");

export const userNotFoundForClient = () =>
  new UserPoolException("UserNotFoundException", "Username/client id combination not found.");

export const codeMismatch = () =>
  new UserPoolException("CodeMismatchException", "Invalid verification code provided, please try again.");

export const expiredCode = () =>
  new UserPoolException("ExpiredCodeException", "Invalid code provided, please request a code again.");

export const aliasExists = (attribute: string) =>
  new UserPoolException("AliasExistsException", `An account with the given ${attribute} already exists.`);

export const usernameExists = (message: string) => new UserPoolException("UsernameExistsException", message);

const triggerErrors: ExceptionName[] = [
  "InvalidLambdaResponseException",
  "UnexpectedLambdaException",
  "UserLambdaValidationException",
];

/** Whether a trigger of the pool has refused or failed. */
export function isTriggerError(error: unknown): error is UserPoolException {
  return error instanceof UserPoolException && triggerErrors.includes(error.name);
}
