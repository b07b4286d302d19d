/**
 * Choices where public sources do not document Cognito's behaviour, one constant each, so that an observation of AWS
 * changes one line. No test may assert these as facts about AWS.
 */

/** Whether presenting a rotated refresh token after its grace period ends the whole sign-in. */
export const refreshTokenReuseEndsSignIn: boolean = false;

/** Whether `origin_jti` stays the same when a refresh token is rotated. */
export const originJtiSurvivesRotation: boolean = true;

/** Whether ConfirmForgotPassword ends the user's sign-ins. */
export const passwordResetEndsSignIns: boolean = false;

/**
 * Whether an app client can go without write access to a required attribute. Public reports disagree: aws-cdk#2608 and
 * others were refused with "Invalid write attributes", while the documentation names no such rule.
 */
export const clientsMayLackRequiredAttributes: boolean = true;

/**
 * Sign-in codes that one user may try per hour, by e-mail and by SMS. AWS was observed to allow six wrong ones by e-mail
 * in a row.
 */
export const oneTimeCodeAttemptsPerHour = 30;

/**
 * Whether a CustomMessage trigger may write mails only in a pool that sends by an SES identity of its own. AWS's
 * documentation says so; people use such triggers without one.
 */
export const customMessagesNeedOwnSender: boolean = false;

export const refreshTokenReuseMessage = "Refresh token reuse detected";

export const unsupportedTokenTypeMessage = "Unsupported token type";

export const passwordHistoryMessage = "Password has previously been used";

/** The headers that other AWS services send. */
export const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date",
};
