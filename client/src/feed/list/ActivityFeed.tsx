import { useDeferredValue, useRef } from "react";
import type { ReactNode } from "react";
import { failureMessage, useFailureMessages } from "../../failures/failure-message.ts";
import { ErrorMessage } from "../../ui/feedback/ErrorMessage.tsx";
import { ActivityCard } from "../cards/ActivityCard.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import { listFailure } from "../state/feed-state.ts";
import type { VisibleList } from "../state/use-feed.ts";
import type { VisibleActivity } from "../state/visible-activities.ts";
import styles from "./ActivityFeed.module.css";
import { FeedEnd } from "./FeedEnd.tsx";
import { FeedSkeleton } from "./FeedSkeleton.tsx";
import { useFeedFocus } from "./use-feed-focus.ts";

interface ActivityFeedProps {
  list: VisibleList;
  /** The id of the list's heading. */
  labelledBy: string;
  failedTitle: string;
  /** Shown in place of an empty list. */
  empty: ReactNode;
  /** Renders an item; by default its card. */
  renderItem?: (item: VisibleActivity) => ReactNode;
  /** Ids of cards that the items contain beside their own. */
  nestedIds?: readonly string[];
  /** Shown at the end of the list, in place of the default. */
  end?: string;
}

/** A list of activities, which loads the next page when the reader nears the end or presses the button. */
export function ActivityFeed({
  list,
  labelledBy,
  failedTitle,
  empty,
  renderItem = (item) => <ActivityCard item={item} now={list.now} />,
  nestedIds = [],
  end,
}: ActivityFeedProps) {
  const messages = useFeedMessages();
  const failureMessages = useFailureMessages();
  const feed = useRef<HTMLDivElement>(null);
  const { status, nextAfter, loadMore } = list;
  // The first page is rendered in short tasks, so that a slow phone answers a tap meanwhile. Later changes are shown at once.
  const isShown = useDeferredValue(list.visible.length > 0);
  const visible = isShown ? list.visible : [];
  const ids = [...visible.map(({ activity }) => activity.id), ...nestedIds];
  const focusFirstNew = useFeedFocus(feed, ids);
  const failure = listFailure(list);
  const isLoading = status.kind === "loading";

  const isRendering = list.visible.length > visible.length;
  if (visible.length === 0 && (isLoading || isRendering) && failure === undefined) return <FeedSkeleton />;
  if (visible.length === 0 && status.kind === "idle" && nextAfter === undefined) {
    return (
      <div className={styles["nothing"]} ref={feed} tabIndex={-1}>
        {empty}
      </div>
    );
  }
  return (
    <div className={styles["feed"]} ref={feed} tabIndex={-1}>
      <ol className={styles["list"]} aria-labelledby={labelledBy} aria-busy={isLoading}>
        {visible.map((item) => (
          <li key={item.activity.id}>{renderItem(item)}</li>
        ))}
      </ol>
      {failure !== undefined ? (
        <ErrorMessage
          title={failedTitle}
          text={failureMessage(failure, failureMessages)}
          action={messages.list.retry}
          busy={isLoading}
          onAction={loadMore}
        />
      ) : (
        <FeedEnd
          isLoading={isLoading}
          hasMore={nextAfter !== undefined}
          end={end}
          onNear={loadMore}
          onPress={() => {
            focusFirstNew();
            loadMore();
          }}
        />
      )}
    </div>
  );
}
