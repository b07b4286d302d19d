import { and, desc, eq, lt } from "drizzle-orm";
import { UserPoolException } from "../protocol/exceptions.ts";
import { fromPageToken, toPage } from "../protocol/pagination.ts";
import { toTimestamp } from "../protocol/timestamp.ts";
import type { Database } from "../tables/database-schema.ts";
import { signIns } from "../tables/sign-ins-table.ts";
import type { EventFeedback, SignIn } from "../tables/sign-ins-table.ts";
import type { User } from "../tables/users-table.ts";

const pageSize = 60;

/**
 * One page of a user's authentication events, the latest first: the completed sign-ins, by the `event_id` of their tokens.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserAuthEvents.html
 */
export async function listAuthEvents(
  database: Database,
  user: User,
  { MaxResults, NextToken }: { MaxResults?: number; NextToken?: string },
) {
  const size = MaxResults || pageSize;
  const before =
    NextToken === undefined
      ? undefined
      : lt(signIns.authTime, new Date(Number(fromPageToken(NextToken, isTime))));
  const rows = await database
    .select()
    .from(signIns)
    .where(and(eq(signIns.userId, user.id), before))
    .orderBy(desc(signIns.authTime), desc(signIns.id))
    .limit(size + 1);
  const { items, nextToken } = toPage(rows, size, ({ authTime }) => String(authTime.getTime()));
  return { AuthEvents: items.map(toAuthEventType), NextToken: nextToken };
}

/** @throws UserPoolException ResourceNotFoundException for an event that is none of the user's */
export async function setEventFeedback(
  database: Database,
  user: User,
  eventId: string,
  value: EventFeedback["value"],
  now: Date,
): Promise<void> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(eventId);
  const updated = isId
    ? await database
        .update(signIns)
        .set({ feedback: { value, date: now.getTime() } })
        .where(and(eq(signIns.id, eventId), eq(signIns.userId, user.id)))
        .returning({ id: signIns.id })
    : [];
  if (updated.length === 0) {
    throw new UserPoolException("ResourceNotFoundException", "Event does not exist.");
  }
}

function toAuthEventType({ id, authTime, lastAddress, feedback }: SignIn) {
  return {
    EventId: id,
    EventType: "SignIn",
    CreationDate: toTimestamp(authTime),
    EventResponse: "Pass",
    EventRisk: { RiskDecision: "NoRisk", CompromisedCredentialsDetected: false },
    EventContextData: lastAddress === null ? {} : { IpAddress: lastAddress },
    ...(feedback && {
      EventFeedback: {
        FeedbackValue: feedback.value,
        Provider: "Admin",
        FeedbackDate: toTimestamp(new Date(feedback.date)),
      },
    }),
  };
}

const isTime = (key: string) => /^\d{1,15}$/.test(key);
