import { type ClassType, createUnionType, Field, ObjectType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { Viewer } from "../../users/viewer.type.ts";
import { ChallengeRequired } from "../sign-in/challenge.type.ts";
import { CodeDelivery, CodeSent } from "./code-delivery.type.ts";
import { SignedIn, SignedOut, SignInRequired } from "../session/session.type.ts";

// The states that the mutations of identity lead to beside those of the files above, and the unions that say which
// lead where.

@ObjectType({
  description: "The password is right; the e-mail address must be confirmed first, by `confirmSignUp`.",
})
export class ConfirmationRequired {
  @Field(() => String, { description: "The address to confirm." })
  email: string;

  @Field(() => CodeDelivery, {
    nullable: true,
    description: "Where a new code was sent. Null where none was sent because there were too many already.",
  })
  codeDelivery: CodeDelivery | null;

  constructor(email: string, codeDelivery: CodeDelivery | null) {
    this.email = email;
    this.codeDelivery = codeDelivery;
  }
}

@ObjectType({
  description:
    "An administrator reset the password. A code is in the mail: set a new one by `confirmForgotPassword`.",
})
export class PasswordResetRequired {
  @Field(() => String, { description: "The account's address." })
  email: string;

  constructor(email: string) {
    this.email = email;
  }
}

@ObjectType({ description: "The new password counts, and all other sessions have ended." })
export class PasswordChanged {
  @Field(() => DateTime, { description: "When it was changed." })
  changedAt: string;

  constructor(changedAt: string) {
    this.changedAt = changedAt;
  }
}

@ObjectType({
  description: "The secret of an authenticator app, which counts once `confirmTotp` has seen a code of it.",
})
export class TotpSetUp {
  @Field(() => String, { description: "Base32, to type in." })
  secret: string;

  @Field(() => String, {
    description: "The same as an `otpauth://` URI, for a QR code. Draw it on the device: it is a secret.",
  })
  otpauthUri: string;

  constructor(secret: string, otpauthUri: string) {
    this.secret = secret;
    this.otpauthUri = otpauthUri;
  }
}

@ObjectType({ description: "The account is gone, and with it all that the person wrote." })
export class AccountDeleted {
  @Field(() => DateTime, { description: "When it was deleted." })
  deletedAt: string;

  constructor(deletedAt: string) {
    this.deletedAt = deletedAt;
  }
}

/** The union of what a mutation leads to, named after it; every mutation may be Rejected. */
function resultOf<States extends readonly ClassType[]>(mutation: string, states: States) {
  return createUnionType({
    name: `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Result`,
    description: `What \`${mutation}\` leads to.`,
    types: () => [...states, Rejected] as const,
  });
}

export const SignUpResult = resultOf("signUp", [CodeSent]);
export const ConfirmSignUpResult = resultOf("confirmSignUp", [SignedIn, SignInRequired]);
export const ResendConfirmationCodeResult = resultOf("resendConfirmationCode", [CodeSent]);
export const SignInResult = resultOf("signIn", [
  SignedIn,
  ChallengeRequired,
  ConfirmationRequired,
  PasswordResetRequired,
]);
export const RespondToChallengeResult = resultOf("respondToChallenge", [SignedIn, ChallengeRequired]);
export const RefreshSessionResult = resultOf("refreshSession", [SignedIn]);
export const SignOutResult = resultOf("signOut", [SignedOut]);
export const SignOutEverywhereResult = resultOf("signOutEverywhere", [SignedOut]);
export const RevokeSessionResult = resultOf("revokeSession", [SignedOut]);
export const ForgotPasswordResult = resultOf("forgotPassword", [CodeSent]);
export const ConfirmForgotPasswordResult = resultOf("confirmForgotPassword", [
  SignedIn,
  ChallengeRequired,
  SignInRequired,
]);
export const ChangePasswordResult = resultOf("changePassword", [PasswordChanged]);
export const UpdateProfileResult = resultOf("updateProfile", [Viewer]);
export const ChangeEmailResult = resultOf("changeEmail", [CodeSent]);
export const ConfirmEmailResult = resultOf("confirmEmail", [Viewer]);
export const SetUpTotpResult = resultOf("setUpTotp", [TotpSetUp]);
export const ConfirmTotpResult = resultOf("confirmTotp", [Viewer]);
export const DisableTotpResult = resultOf("disableTotp", [Viewer]);
export const DeleteAccountResult = resultOf("deleteAccount", [AccountDeleted]);
