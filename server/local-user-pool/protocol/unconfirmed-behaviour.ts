/**
 * What public sources do not say about Cognito, each in one place: should somebody capture the real answer, it is one
 * line to change. Nothing here may be asserted as a fact about AWS.
 */

/** Whether presenting a rotated refresh token after its grace period ends the whole sign-in. */
export const reuseEndsTheSignIn: boolean = false;

/** Whether `origin_jti` stays the same when a refresh token is rotated. */
export const originJtiSurvivesRotation: boolean = true;

/** Whether ConfirmForgotPassword ends the user's sign-ins. */
export const passwordResetEndsSignIns: boolean = false;

/** How many e-mailed codes one user may try to sign in with in an hour; six wrong ones in a row were accepted on AWS. */
export const emailOtpAnswersPerHour = 30;

export const refreshTokenReuseMessage = "Refresh token reuse detected";

export const unsupportedTokenTypeMessage = "Unsupported token type";

export const passwordHistoryMessage = "Password has previously been used";

/** AWS's sibling services answer so. */
export const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date",
};
