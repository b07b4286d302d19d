import { Suspense } from "react";
import { Link } from "wouter";
import { useSignUpIsOpen } from "../auth-options/use-sign-up-is-open.ts";
import { useSessionState } from "../session/session-context.ts";
import { lazyPage } from "../shell/page/lazy-page.tsx";
import { buttonClass } from "../ui/Button.tsx";
import { Notice } from "../ui/feedback/Notice.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import styles from "./HomePage.module.css";
import { ActivityFeed } from "./list/ActivityFeed.tsx";
import { NewPostsButton } from "./live/NewPostsButton.tsx";
import { useLivePosts } from "./live/use-live-posts.ts";
import { useFeedMessages } from "./messages/use-feed-messages.ts";
import { useList } from "./state/use-feed.ts";

// Not in the first load of guests.
const PostForm = lazyPage(async () => (await import("./compose/PostForm.tsx")).PostForm);

/** The home feed: all posts for members; public posts and an invitation for guests. */
export function HomePage() {
  const messages = useFeedMessages();
  const state = useSessionState();
  const viewer = state.status === "signedIn" ? state.viewer : undefined;
  const list = useList("home");
  useLivePosts(viewer?.id, list.status.kind !== "loading");
  return (
    <div className={styles["page"]}>
      <PageTitle page={viewer ? messages.home.memberTitle : messages.home.guestTitle} />
      {viewer ? (
        <>
          <VisuallyHidden as="h1">{messages.home.heading}</VisuallyHidden>
          <div className={styles["compose"]}>
            <Suspense fallback={null}>
              <PostForm viewer={viewer} />
            </Suspense>
          </div>
        </>
      ) : (
        <Invitation ended={state.status === "guest" && state.ended} />
      )}
      <div className={styles["latest"]}>
        <NewPostsButton viewerId={viewer?.id} now={list.now} />
        <VisuallyHidden as="h2" id="latest">
          {viewer ? messages.home.latest : messages.home.latestPublic}
        </VisuallyHidden>
        <ActivityFeed
          list={list}
          labelledBy="latest"
          failedTitle={messages.list.failed}
          empty={
            <>
              <h2>{messages.list.emptyTitle}</h2>
              <p>{messages.list.empty}</p>
            </>
          }
        />
      </div>
    </div>
  );
}

function Invitation({ ended }: { ended: boolean }) {
  const messages = useFeedMessages();
  const signUpIsOpen = useSignUpIsOpen(true);
  return (
    <section className={styles["invitation"]}>
      {ended && <Notice tone="info">{messages.home.sessionEnded}</Notice>}
      <h1>
        {messages.home.slogan} <span className={styles["fading"]}>{messages.home.sloganFading}</span>
      </h1>
      <p>{signUpIsOpen ? messages.home.invitation : messages.home.closedInvitation}</p>
      <p className={styles["actions"]}>
        {signUpIsOpen && (
          <Link className={buttonClass("primary")} href="/sign-up">
            {messages.home.join}
          </Link>
        )}
        <Link className={buttonClass(signUpIsOpen ? "quiet" : "primary")} href="/sign-in">
          {messages.home.signIn}
        </Link>
      </p>
    </section>
  );
}
