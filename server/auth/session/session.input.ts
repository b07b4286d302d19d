import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "The session to refresh." })
export class RefreshSessionInput {
  @Field(() => String, {
    nullable: true,
    description: "The refresh token of a PAYLOAD session. Absent: the one in the cookie.",
  })
  refreshToken?: string | null;
}

@InputType({ description: "Which sessions end." })
export class SignOutEverywhereInput {
  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether the session that asks goes on, and only the others end.",
  })
  exceptCurrent!: boolean;
}

@InputType({ description: "The session to end." })
export class RevokeSessionInput {
  @Field(() => ID, { description: "`ActiveSession.id`." })
  sessionId!: string;
}
