import { createUnionType, Field, ObjectType, registerEnumType } from "type-graphql";
import { DateTime } from "../graphql/date-time.scalar.ts";
import { Rejected } from "../graphql/problem.type.ts";
import { Viewer } from "../users/viewer.type.ts";

// The states that the mutations of identity lead to, and the unions that say which lead where.

const DeliveryMedium = { EMAIL: "EMAIL", SMS: "SMS" } as const;
registerEnumType(DeliveryMedium, {
  name: "DeliveryMedium",
  description: "How a code was sent.",
  valuesConfig: { EMAIL: { description: "By e-mail." }, SMS: { description: "By text message." } },
});

@ObjectType({ description: "Where a code was sent, as far as it may be shown." })
export class CodeDelivery {
  @Field(() => String, { description: "The masked address, e.g. `w***@e***`." })
  destination!: string;

  @Field(() => DeliveryMedium, { description: "How it was sent." })
  medium!: keyof typeof DeliveryMedium;

  @Field(() => String, { description: "The attribute of the account that holds the address: `email`." })
  attribute!: string;
}

@ObjectType({
  description:
    "A code is on its way, if the account is in a state to get one. The answer is the same if it is not.",
})
export class CodeSent {
  @Field(() => CodeDelivery, { description: "Where to." })
  codeDelivery: CodeDelivery;

  constructor(codeDelivery: CodeDelivery) {
    this.codeDelivery = codeDelivery;
  }
}

@ObjectType({ description: "A sign-in: what a client needs to act for the person." })
export class Session {
  @Field(() => String, {
    description: "Cognito's access token, for `Authorization: Bearer`. Keep it in memory only.",
  })
  accessToken!: string;

  @Field(() => DateTime, { description: "When the access token expires; refresh a little earlier." })
  expiresAt!: string;

  @Field(() => String, {
    nullable: true,
    description: "Only where PAYLOAD was asked for; else it lives in an HttpOnly cookie.",
  })
  refreshToken!: string | null;

  @Field(() => Viewer, { description: "Who is signed in." })
  viewer!: Viewer;
}

@ObjectType({ description: "The person is signed in." })
export class SignedIn {
  @Field(() => Session, { description: "The new or refreshed session." })
  session: Session;

  constructor(session: Session) {
    this.session = session;
  }
}

@ObjectType({ description: "It is done; now the person signs in with their password." })
export class SignInRequired {
  @Field(() => String, { description: "What to sign in with." })
  email: string;

  constructor(email: string) {
    this.email = email;
  }
}

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

export const ChallengeName = { NEW_PASSWORD_REQUIRED: "NEW_PASSWORD_REQUIRED" } as const;
export type ChallengeName = keyof typeof ChallengeName;
registerEnumType(ChallengeName, {
  name: "ChallengeName",
  description: "What is asked before the sign-in goes on; the names are Cognito's.",
  valuesConfig: {
    NEW_PASSWORD_REQUIRED: {
      description:
        "The password was given by an administrator: answer with `newPassword` and `requiredAttributes`.",
    },
  },
});

@ObjectType({ description: "A question to answer by `respondToChallenge`." })
export class Challenge {
  @Field(() => ChallengeName, { description: "What is asked." })
  name!: ChallengeName;

  @Field(() => String, { description: "Opaque; send it back with the answer. Good for one sign-in." })
  token!: string;

  @Field(() => DateTime, { description: "Until when an answer is taken." })
  expiresAt!: string;

  @Field(() => [String], {
    description: "The fields of `RespondToChallengeInput` that the account lacks: `name`, `handle`.",
  })
  requiredAttributes!: string[];
}

@ObjectType({ description: "One more answer is wanted." })
export class ChallengeRequired {
  @Field(() => Challenge, { description: "The question." })
  challenge: Challenge;

  constructor(challenge: Challenge) {
    this.challenge = challenge;
  }
}

@ObjectType({ description: "The session has ended: its tokens are refused from now on." })
export class SignedOut {
  @Field(() => DateTime, { description: "When it ended." })
  signedOutAt: string;

  constructor(signedOutAt: string) {
    this.signedOutAt = signedOutAt;
  }
}

export const SignUpResult = createUnionType({
  name: "SignUpResult",
  description: "What `signUp` leads to.",
  types: () => [CodeSent, Rejected] as const,
});

export const ConfirmSignUpResult = createUnionType({
  name: "ConfirmSignUpResult",
  description: "What `confirmSignUp` leads to.",
  types: () => [SignedIn, SignInRequired, Rejected] as const,
});

export const ResendConfirmationCodeResult = createUnionType({
  name: "ResendConfirmationCodeResult",
  description: "What `resendConfirmationCode` leads to.",
  types: () => [CodeSent, Rejected] as const,
});

export const SignInResult = createUnionType({
  name: "SignInResult",
  description: "What `signIn` leads to.",
  types: () => [SignedIn, ChallengeRequired, ConfirmationRequired, PasswordResetRequired, Rejected] as const,
});

export const RespondToChallengeResult = createUnionType({
  name: "RespondToChallengeResult",
  description: "What `respondToChallenge` leads to.",
  types: () => [SignedIn, ChallengeRequired, Rejected] as const,
});

export const RefreshSessionResult = createUnionType({
  name: "RefreshSessionResult",
  description: "What `refreshSession` leads to.",
  types: () => [SignedIn, Rejected] as const,
});

export const SignOutResult = createUnionType({
  name: "SignOutResult",
  description: "What `signOut` leads to.",
  types: () => [SignedOut, Rejected] as const,
});

export const ForgotPasswordResult = createUnionType({
  name: "ForgotPasswordResult",
  description: "What `forgotPassword` leads to.",
  types: () => [CodeSent, Rejected] as const,
});

export const ConfirmForgotPasswordResult = createUnionType({
  name: "ConfirmForgotPasswordResult",
  description: "What `confirmForgotPassword` leads to.",
  types: () => [SignedIn, ChallengeRequired, SignInRequired, Rejected] as const,
});
