import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "Input of `refreshSession`." })
export class RefreshSessionInput {
  @Field(() => String, {
    nullable: true,
    description: "The refresh token of a PAYLOAD session. If absent, the one in the cookie is used.",
  })
  refreshToken?: string | null;
}

@InputType({ description: "Input of `revokeSession`." })
export class RevokeSessionInput {
  @Field(() => ID, { description: "`ActiveSession.id` of the session to end." })
  sessionId!: string;
}
