import { useRef } from "react";
import type { ReactNode } from "react";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";
import { failureWords, useFailureWords } from "../../failures/failure-message.ts";
import { Problem } from "../../ui/feedback/ErrorMessage.tsx";
import { ActivityCard } from "../cards/ActivityCard.tsx";
import styles from "./ActivityFeed.module.css";
import type { ActivityList } from "../state/feed-state.ts";
import { FeedEnd } from "./FeedEnd.tsx";
import { FeedSkeleton } from "./FeedSkeleton.tsx";
import { useFocusInFeed } from "./use-feed-focus.ts";
import type { ReadableList } from "../state/use-feed.ts";
import { useFeedWords } from "../messages/use-feed-messages.ts";

interface ActivityFeedProps {
  list: ReadableList;
  /** The id of the heading that says what it lists. */
  labelledBy: string;
  failedTitle: string;
  /** What stands there when there is nothing to list. */
  empty: ReactNode;
}

/** A list of activities. The next page comes when the end is near, or at the press of a button. */
export function ActivityFeed({ list, labelledBy, failedTitle, empty }: ActivityFeedProps) {
  const words = useFeedWords();
  const wordsOfFailures = useFailureWords();
  const feed = useRef<HTMLDivElement>(null);
  const { shown, phase, nextAfter, now, readMore } = list;
  const ids = shown.map(({ activity }) => activity.id);
  const focusFirstOfMore = useFocusInFeed(feed, ids);
  const failure = failureIn(phase);
  const isLoading = phase.is === "loading";

  if (shown.length === 0 && isLoading && failure === undefined) return <FeedSkeleton />;
  if (shown.length === 0 && phase.is === "idle" && nextAfter === undefined) {
    return (
      <div className={styles["nothing"]} ref={feed} tabIndex={-1}>
        {empty}
      </div>
    );
  }
  return (
    <div className={styles["feed"]} ref={feed} tabIndex={-1}>
      <ol className={styles["list"]} aria-labelledby={labelledBy} aria-busy={isLoading}>
        {shown.map((one) => (
          <li key={one.activity.id}>
            <ActivityCard shown={one} now={now} />
          </li>
        ))}
      </ol>
      {failure !== undefined ? (
        <Problem
          title={failedTitle}
          words={failureWords(failure, wordsOfFailures)}
          action={words.list.retry}
          busy={isLoading}
          onAction={readMore}
        />
      ) : (
        <FeedEnd
          loading={isLoading}
          more={nextAfter !== undefined}
          onNear={readMore}
          onPress={() => {
            focusFirstOfMore();
            readMore();
          }}
        />
      )}
    </div>
  );
}

/** What went wrong, also while it is tried again: the button that was pressed must not vanish under the focus. */
export function failureIn(phase: ActivityList["phase"]): GraphQLFailure | undefined {
  if (phase.is === "failed") return phase.failure;
  return phase.is === "loading" ? phase.retryOf : undefined;
}
