import { useEffect, useRef } from "react";
import type { GraphQLFailure } from "../graphql-failure.ts";
import { failureWords, useProblemWords } from "../problems/problem-words.ts";
import { Button } from "../ui/Button.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useNow } from "../ui/use-now.ts";
import { ActivityCard } from "./ActivityCard.tsx";
import styles from "./Feed.module.css";
import type { FeedState } from "./feed-state.ts";
import { FeedSkeleton } from "./FeedSkeleton.tsx";
import type { HomeFeed } from "./use-home-feed.ts";

const TICK_MS = 20_000;

/** The list of posts. The next page comes when the end is near, or at the press of a button. */
export function Feed({ feed }: { feed: HomeFeed }) {
  const now = useNow(TICK_MS);
  const wordsOfProblems = useProblemWords();
  const { phase, nextAfter, loadMore } = feed;
  const activities = feed.activities.filter(({ expiresAt }) => Date.parse(expiresAt) > now);

  const failure = failureIn(phase);

  if (activities.length === 0 && phase.is === "loading" && failure === undefined) return <FeedSkeleton />;
  if (activities.length === 0 && phase.is === "idle" && nextAfter === undefined) return <NothingHere />;
  return (
    <div className={styles["feed"]} aria-busy={phase.is === "loading"}>
      <ol className={styles["list"]}>
        {activities.map((activity) => (
          <li key={activity.id}>
            <ActivityCard activity={activity} now={now} />
          </li>
        ))}
      </ol>
      {failure !== undefined ? (
        <Problem
          title="The feed did not come"
          words={failureWords(failure, wordsOfProblems)}
          action="Try again"
          busy={phase.is === "loading"}
          onAction={loadMore}
        />
      ) : (
        <FeedEnd loading={phase.is === "loading"} more={nextAfter !== undefined} onMore={loadMore} />
      )}
    </div>
  );
}

/** What went wrong, also while it is tried again: the button that was pressed must not vanish under the focus. */
function failureIn(phase: FeedState["phase"]): GraphQLFailure | undefined {
  if (phase.is === "failed") return phase.failure;
  return phase.is === "loading" ? phase.retryOf : undefined;
}

function FeedEnd({ loading, more, onMore }: { loading: boolean; more: boolean; onMore: () => void }) {
  const end = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!end.current || loading || !more) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) onMore();
      },
      { rootMargin: "400px" },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [loading, more, onMore]);

  return (
    <div className={styles["end"]} ref={end}>
      {more ? (
        <Button look="quiet" busy={loading} onClick={onMore}>
          Load more
        </Button>
      ) : (
        <p>That is everything, for now. Nothing here lasts.</p>
      )}
    </div>
  );
}

function NothingHere() {
  return (
    <div className={styles["nothing"]}>
      <h2>Nothing is burning</h2>
      <p>Every post has run its time. The next one could be yours.</p>
    </div>
  );
}
