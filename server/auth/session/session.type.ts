import { Field, ObjectType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { Viewer } from "../../users/viewer.type.ts";

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
    description: "Opaque. Only where PAYLOAD was asked for; else it lives in an HttpOnly cookie.",
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

@ObjectType({ description: "The session has ended: its tokens are refused from now on." })
export class SignedOut {
  @Field(() => DateTime, { description: "When it ended." })
  signedOutAt: string;

  constructor(signedOutAt: string) {
    this.signedOutAt = signedOutAt;
  }
}
