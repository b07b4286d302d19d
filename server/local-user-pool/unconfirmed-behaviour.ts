/**
 * What public sources do not say about Cognito, each in one place: should somebody capture the real answer, it is one
 * line to change. Nothing here may be asserted as a fact about AWS.
 */

/** Whether presenting a rotated refresh token after its grace period ends the whole sign-in. */
export const reuseEndsTheSignIn = false;

/** What ConfirmSignUp answers for a user who does not exist, where the app client hides that. */
export const confirmSignUpOfHiddenUser = "ExpiredCodeException";

/** Whether `origin_jti` stays the same when a refresh token is rotated. */
export const originJtiSurvivesRotation = true;

/** Whether a forgotten password's code still works after a new password that breaks the policy. */
export const codeSurvivesWeakPassword = true;

/** Whether ConfirmForgotPassword ends the user's sign-ins. */
export const passwordResetEndsSignIns = false;

/** How many wrong answers one EMAIL_OTP or TOTP challenge takes; six were accepted on AWS. */
export const wrongCodesPerChallenge = Number.POSITIVE_INFINITY;

export const refreshTokenReuseMessage = "Refresh token reuse detected";

export const unsupportedTokenTypeMessage = "Unsupported token type";

export const passwordHistoryMessage = "Password has previously been used";

/** AWS's sibling services answer so. */
export const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date",
};
