import { Link } from "wouter";
import { useSessionState } from "../session-context.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import { Compose } from "./Compose.tsx";
import { Feed } from "./Feed.tsx";
import styles from "./HomePage.module.css";
import { useHomeFeed } from "./use-home-feed.ts";

/** The home feed: everything for members, the public part with an invitation for guests. */
export function HomePage() {
  const state = useSessionState();
  const feed = useHomeFeed();
  const viewer = state.status === "signedIn" ? state.viewer : undefined;
  const signedIn = viewer !== undefined;
  return (
    <div className={`${styles["page"]} ${styles[signedIn ? "forMembers" : "forGuests"]}`}>
      <title>{signedIn ? "Home · Cruddur" : "Cruddur: posts that do not last"}</title>
      {!signedIn && <Invitation ended={state.status === "guest" && state.ended} />}
      <div className={styles["column"]}>
        {viewer && (
          <>
            <VisuallyHidden as="h1">Home</VisuallyHidden>
            <Compose viewerId={viewer.id} onPosted={feed.add} />
          </>
        )}
        <VisuallyHidden as="h2">{signedIn ? "Latest posts" : "Latest public posts"}</VisuallyHidden>
        <Feed feed={feed} />
      </div>
      {signedIn && <MembersAside />}
    </div>
  );
}

function Invitation({ ended }: { ended: boolean }) {
  return (
    <section className={styles["invitation"]}>
      {ended && <Notice tone="news">Your session has ended. Sign in again to go on.</Notice>}
      <h1>
        Say it.
        <br />
        <span className={styles["fading"]}>Let it go.</span>
      </h1>
      <p>
        Every post on Cruddur has an end: an hour, a day, a month at most. Read along as a guest, or join to
        post and to see what members keep among themselves.
      </p>
      <p className={styles["actions"]}>
        <Link className={buttonClass("primary")} href="/sign-up">
          Join Cruddur
        </Link>
        <Link className={buttonClass("quiet")} href="/sign-in">
          Sign in
        </Link>
      </p>
    </section>
  );
}

function MembersAside() {
  return (
    <aside className={styles["aside"]} aria-label="About this feed">
      <h2>Nothing here lasts</h2>
      <p>
        The line under a post is its fuse. When it has burned down, the post is gone: from the feed, from the
        API, for everyone.
      </p>
      <p>Posts for members are marked, and guests never see them.</p>
    </aside>
  );
}
