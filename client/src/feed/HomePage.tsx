import { Suspense } from "react";
import { Link } from "wouter";
import { useSessionState } from "../session/session-context.ts";
import { lazyPage } from "../shell/page/lazy-page.tsx";
import { buttonClass } from "../ui/Button.tsx";
import { Notice } from "../ui/feedback/Notice.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import { ActivityFeed } from "./list/ActivityFeed.tsx";
import styles from "./HomePage.module.css";
import { NewPosts } from "./live/NewPostsButton.tsx";
import { useList } from "./state/use-feed.ts";
import { usePostedActivities } from "./live/use-live-posts.ts";
import { useFeedWords } from "./messages/use-feed-messages.ts";

// What guests do not need is no part of the first load.
const Compose = lazyPage(async () => (await import("./compose/PostForm.tsx")).Compose);

/** The home feed: everything for members, the public part with an invitation for guests. */
export function HomePage() {
  const words = useFeedWords();
  const state = useSessionState();
  const viewer = state.status === "signedIn" ? state.viewer : undefined;
  const list = useList("home");
  usePostedActivities(viewer?.id, list.phase.is !== "loading");
  return (
    <div className={`${styles["page"]} ${styles[viewer ? "forMembers" : "forGuests"]}`}>
      <title>{viewer ? `${words.home.memberTitle} · Cruddur` : words.home.guestTitle}</title>
      {!viewer && <Invitation ended={state.status === "guest" && state.ended} />}
      <div className={styles["column"]}>
        {viewer && (
          <>
            <VisuallyHidden as="h1">{words.home.heading}</VisuallyHidden>
            <div className={styles["compose"]}>
              <Suspense fallback={null}>
                <Compose viewer={viewer} />
              </Suspense>
            </div>
          </>
        )}
        <div className={styles["latest"]}>
          <NewPosts viewerId={viewer?.id} now={list.now} />
          <VisuallyHidden as="h2" id="latest">
            {viewer ? words.home.latest : words.home.latestPublic}
          </VisuallyHidden>
          <ActivityFeed
            list={list}
            labelledBy="latest"
            failedTitle={words.list.failed}
            empty={
              <>
                <h2>{words.list.nothingTitle}</h2>
                <p>{words.list.nothing}</p>
              </>
            }
          />
        </div>
      </div>
      {viewer && <MembersAside />}
    </div>
  );
}

function Invitation({ ended }: { ended: boolean }) {
  const words = useFeedWords();
  return (
    <section className={styles["invitation"]}>
      {ended && <Notice tone="news">{words.home.sessionEnded}</Notice>}
      <h1>
        {words.home.slogan}
        <br />
        <span className={styles["fading"]}>{words.home.sloganFading}</span>
      </h1>
      <p>{words.home.invitation}</p>
      <p className={styles["actions"]}>
        <Link className={buttonClass("primary")} href="/sign-up">
          {words.home.join}
        </Link>
        <Link className={buttonClass("quiet")} href="/sign-in">
          {words.home.signIn}
        </Link>
      </p>
    </section>
  );
}

function MembersAside() {
  const words = useFeedWords();
  return (
    <aside className={styles["aside"]} aria-label={words.home.aboutFeed}>
      <h2>{words.home.aboutTitle}</h2>
      <p>{words.home.aboutFuse}</p>
      <p>{words.home.aboutMembers}</p>
    </aside>
  );
}
