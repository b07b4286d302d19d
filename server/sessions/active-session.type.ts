import { Field, ID, ObjectType } from "type-graphql";
import { DateTime } from "../graphql/date-time.scalar.ts";
import type { SessionRow } from "./sessions-table.ts";
import { describeUserAgent } from "./describe-user-agent.ts";

@ObjectType({ description: "A sign-in on one device that has not ended." })
export class ActiveSession {
  @Field(() => ID, { description: "For `revokeSession`: Cognito's `origin_jti`." })
  id!: string;

  @Field(() => Boolean, { description: "Whether it is the one that asks." })
  current!: boolean;

  @Field(() => DateTime, { description: "When it was signed in." })
  createdAt!: string;

  @Field(() => DateTime, { description: "When it was signed in or refreshed last." })
  lastSeenAt!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "What it was signed in by, in words, e.g. `Firefox on Linux`. Null where the client did not say.",
  })
  userAgent!: string | null;
}

export function toActiveSession(
  { id, createdAt, lastSeenAt, userAgent }: SessionRow,
  currentId: string,
): ActiveSession {
  return {
    id,
    current: id === currentId,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    userAgent: describeUserAgent(userAgent ?? ""),
  };
}
