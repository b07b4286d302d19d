/** Why a user pool was not provisioned, although AWS refused nothing. */
export type ProvisioningErrorCode =
  /** Several app clients have the name. */
  | "AMBIGUOUS_NAME"
  /** A named app client is not in the pool. */
  | "UNKNOWN_CLIENT"
  /** A named setting is not in the definition. */
  | "UNKNOWN_SETTING"
  /** A named setting cannot be changed on an existing user pool or app client. */
  | "IMMUTABLE_SETTING"
  /** Cognito excludes a named setting in this pool, or an option that it needs is missing. */
  | "EXCLUDED_SETTING"
  /** A user pool with the name exists, and was not named by its id. */
  | "NAME_IN_USE";

/** The message says what to do. */
export class ProvisioningError extends Error {
  override name = "ProvisioningError";
  constructor(
    readonly code: ProvisioningErrorCode,
    message: string,
  ) {
    super(message);
  }
}
