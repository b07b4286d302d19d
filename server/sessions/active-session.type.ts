import { Field, ID, ObjectType } from "type-graphql";
import { DateTime } from "../graphql/date-time.scalar.ts";
import { describeUserAgent } from "./describe-user-agent.ts";
import type { SessionRow } from "./sessions-table.ts";

@ObjectType({ description: "A session that has not ended: one sign-in on one device." })
export class ActiveSession {
  @Field(() => ID, { description: "Cognito's `origin_jti`. For `revokeSession`." })
  id!: string;

  @Field(() => Boolean, { description: "Whether this session sends the request." })
  current!: boolean;

  @Field(() => DateTime, { description: "When the user signed in." })
  createdAt!: string;

  @Field(() => DateTime, { description: "When the session was last refreshed, or when the user signed in." })
  lastSeenAt!: string;

  @Field(() => String, {
    nullable: true,
    description: "The client that signed in, e.g. `Firefox on Linux`. Null if unknown.",
  })
  userAgent!: string | null;
}

export function toActiveSession(
  { id, replacedId, createdAt, lastSeenAt, device, userAgent }: SessionRow,
  originJti: string,
): ActiveSession {
  return {
    id,
    current: id === originJti || replacedId === originJti,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    userAgent: device ?? describeUserAgent(userAgent ?? ""),
  };
}
