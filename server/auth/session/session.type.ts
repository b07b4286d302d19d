import { Field, ObjectType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { mutationResult } from "../../graphql/mutation-result.ts";
import { Viewer } from "../../users/viewer.type.ts";

@ObjectType({ description: "The tokens of a sign-in, and its viewer." })
export class Session {
  @Field(() => String, {
    description: "Cognito's access token, for `Authorization: Bearer`. Keep it in memory only.",
  })
  accessToken!: string;

  @Field(() => DateTime, { description: "When the access token expires. Refresh it shortly before." })
  expiresAt!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Opaque. Null with the delivery COOKIE, whose token is in an HttpOnly cookie, and where a session goes on whose token does not change: keep that.",
  })
  refreshToken!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Of a PAYLOAD sign-in with `rememberDevice`: opaque. Keep it as the refresh token, for `SignInInput.deviceToken`. Null where the device was not remembered, and with the delivery COOKIE, which keeps it in an HttpOnly cookie.",
  })
  deviceToken!: string | null;

  @Field(() => Viewer, { description: "The user who is signed in." })
  viewer!: Viewer;
}

@ObjectType({ description: "The user is signed in." })
export class SignedIn {
  @Field(() => Session, { description: "The new or refreshed session." })
  session: Session;

  constructor(session: Session) {
    this.session = session;
  }
}

@ObjectType({ description: "The mutation succeeded without a sign-in: sign in." })
export class SignInRequired {
  @Field(() => String, { description: "What to sign in with: an address, a phone number or a username." })
  identifier: string;

  constructor(identifier: string) {
    this.identifier = identifier;
  }
}

@ObjectType({ description: "The session has ended. Its tokens are refused from now on." })
export class SignedOut {
  @Field(() => DateTime, { description: "When it ended." })
  signedOutAt: string;

  constructor(signedOutAt: string) {
    this.signedOutAt = signedOutAt;
  }
}

export const RefreshSessionResult = mutationResult("refreshSession", [SignedIn]);
export const SignOutResult = mutationResult("signOut", [SignedOut]);
export const RevokeSessionResult = mutationResult("revokeSession", [SignedOut]);
